import * as z from 'zod/mini';

/** How often at most: `10/s` or `30/m`, as the milliseconds from one to the next. */
export const rateValue = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,5}\/[sm]$/, 'expected a rate such as 10/s or 30/m')),
  z.transform((text) => (text.endsWith('s') ? 1000 : 60_000) / Number.parseInt(text, 10)),
);
