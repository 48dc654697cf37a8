import * as z from 'zod/mini';

/** An option's value that is a port, also 0. */
export const portValue = z.pipe(
  z.string().check(
    z.regex(/^\d{1,5}$/, 'expected a port number'),
    z.refine((text) => Number(text) < 65_536, 'expected a port below 65536'),
  ),
  z.transform(Number),
);
