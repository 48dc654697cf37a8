import * as z from 'zod/mini';

/** A date as epoch milliseconds. */
export const time = z.codec(z.number(), z.date(), {
  decode: (milliseconds) => new Date(milliseconds),
  encode: (date) => date.getTime(),
});

/** For what the SDK's types have as always there and maybe undefined, which is not the same as optional. */
export const orUndefined = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.codec(z.optional(schema), z.custom<z.output<Schema> | undefined>(), {
    decode: (value) => value,
    encode: (value) => value,
  });
