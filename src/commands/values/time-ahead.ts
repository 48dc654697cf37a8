import * as z from 'zod/mini';

/** A time to come, as typed: ISO 8601, or the hour of a day. */
export type TimeAhead = { readonly at: Date } | { readonly hour: number; readonly minute: number };

/** An option's value such as `18:00` or `2026-01-02T03:04:05Z`. */
export const timeAheadValue = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => parseTimeAhead(text) !== undefined,
        'expected a time such as 18:00 or 2026-01-02T03:04:05Z',
      ),
    ),
  z.transform((text): TimeAhead => parseTimeAhead(text) ?? { hour: 0, minute: 0 }),
);

/** When that is, on a clock that shows `now`; both epoch milliseconds. An hour is the next such one, in local time. */
export function resolveTimeAhead(time: TimeAhead, now: number): number {
  if ('at' in time) return time.at.getTime();
  const date = new Date(now);
  date.setHours(time.hour, time.minute, 0, 0);
  if (date.getTime() <= now) date.setDate(date.getDate() + 1);
  return date.getTime();
}

function parseTimeAhead(text: string): TimeAhead | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour !== undefined) return { hour: Number(hour), minute: Number(minute) };
  // Dates without a year first are read differently from place to place.
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : undefined;
  return at && !Number.isNaN(at.getTime()) ? { at } : undefined;
}
