import type { Clock } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { remembered } from './remembered.ts';

/** The same service for who asks it again and again: what functions, versions and tags there are is asked for once in so many milliseconds. */
export const remembering = (lambda: Lambda, clock: Clock, milliseconds: number): Lambda => ({
  ...lambda,
  listFunctions: remembered(lambda.listFunctions, clock, milliseconds),
  listVersionsByFunction: remembered(lambda.listVersionsByFunction, clock, milliseconds),
  listTags: remembered(lambda.listTags, clock, milliseconds),
  getFunctionConfiguration: remembered(lambda.getFunctionConfiguration, clock, milliseconds),
});
