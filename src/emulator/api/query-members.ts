import * as z from 'zod/mini';
import { limits } from '../../model/limits.ts';
import { asConverted } from './conversion.ts';

/** Members of a query: text that has to become something else before it is checked. */

const QueryInteger = asConverted('Integer', (text) => {
  const value = Number(text);
  return /^[+-]?\d+$/.test(text) && Math.abs(value) < 2 ** 31 ? value : undefined;
});

export const QueryBoolean = asConverted('Boolean', (text) =>
  text === 'true' || text === 'false' ? text === 'true' : undefined,
);

const isoTime = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** Epoch milliseconds. In a query the service takes ISO 8601, a date, or epoch seconds. */
export const QueryTime = asConverted('Date', (text) => {
  if (isoTime.safeParse(text).success) return Date.parse(text);
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
});

export const MaxItems = z.pipe(
  z.pipe(QueryInteger, z.int().check(z.gte(0), z.lte(limits.maxItems))),
  z.transform((count: number) => count || limits.defaultMaxItems),
);

/** Functions are listed with other bounds than executions. */
export const MaxListItems = z.pipe(QueryInteger, z.int().check(z.gte(1), z.lte(limits.listMaxItems)));

/** An empty one is none: some clients send what they were given. */
export const Marker = z.pipe(
  z.string(),
  z.transform((text: string) => text || undefined),
);
