import * as z from 'zod/mini';

/** An option's value that is any text, or that is not given. */
export const textValue = z.optional(z.string());

/** An option without value. */
export const given = z.optional(z.literal(true));
