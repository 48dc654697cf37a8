import * as z from 'zod/mini';

/** An option without value. */
export const given = z.optional(z.literal(true));
