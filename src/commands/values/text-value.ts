import * as z from 'zod/mini';

export { given } from '../../cli/given.ts';

/** An option's value that is any text, or that is not given. */
export const textValue = z.optional(z.string());
