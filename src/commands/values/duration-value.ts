import * as z from 'zod/mini';
import { parseDuration } from '../../model/time.ts';

/** An option's value such as `90s` or `2h30m`, in milliseconds. */
export const durationValue = z.pipe(
  z
    .string()
    .check(z.refine((text) => parseDuration(text) !== undefined, 'expected a duration such as 90s or 2h30m')),
  z.transform((text) => parseDuration(text) ?? 0),
);
