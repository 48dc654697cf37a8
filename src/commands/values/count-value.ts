import * as z from 'zod/mini';

/** An option's value that is a whole number above zero. */
export const countValue = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,8}$/, 'expected a whole number above zero')),
  z.transform(Number),
);
