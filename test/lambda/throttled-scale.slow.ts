import { test } from 'node:test';
import { everyThird } from '../aws-like-proxy.ts';
import { readAtScale } from './read-at-scale.ts';

for (const reading of ['all versions', '$LATEST only'] as const)
  test(`ten thousand executions are read where a third is throttled, and no qualifier means ${reading}`, (t) =>
    readAtScale(t, { reading, isThrottled: everyThird(3) }));
