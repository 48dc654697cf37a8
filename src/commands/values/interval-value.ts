import * as z from 'zod/mini';
import { parseDuration } from '../../model/time.ts';

/** How often: `auto`, or milliseconds out of `30s`. */
export const intervalValue = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => text === 'auto' || (parseDuration(text) ?? 0) >= 1000,
        'expected auto, or a duration of at least 1s',
      ),
    ),
  z.transform((text): 'auto' | number => (text === 'auto' ? text : (parseDuration(text) ?? 0))),
);
