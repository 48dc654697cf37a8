import * as z from 'zod/mini';
import { parseDuration } from '../../model/time.ts';

/** A time as typed: ISO 8601, or how long ago. */
export type Moment = { readonly ago: number } | { readonly at: Date };

/** An option's value such as `2026-01-02T03:04:05Z`, `2h ago` or `10m`. */
export const momentValue = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => parseMoment(text) !== undefined,
        'expected a time such as 2h ago or 2026-01-02T03:04:05Z',
      ),
    ),
  z.transform((text): Moment => parseMoment(text) ?? { ago: 0 }),
);

/** The moment on a clock that shows `now`, epoch milliseconds. */
export const resolveMoment = (moment: Moment, now: number): Date =>
  'at' in moment ? moment.at : new Date(now - moment.ago);

function parseMoment(text: string): Moment | undefined {
  const ago = parseDuration(text.replace(/\s*ago$/, '').replaceAll(' ', ''));
  if (ago !== undefined) return { ago };
  // Dates without a year first are read differently from place to place.
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : undefined;
  return at && !Number.isNaN(at.getTime()) ? { at } : undefined;
}
