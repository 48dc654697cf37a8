import * as z from 'zod/mini';

/** What durcb builds that is printed by such a schema. */
export type Printed<Schema extends z.ZodMiniType> = Fixed<z.output<Schema>>;

type Fixed<T> = T extends Date
  ? T
  : T extends readonly (infer Element)[]
    ? readonly Fixed<Element>[]
    : T extends object
      ? { readonly [Member in keyof T]: Fixed<T[Member]> }
      : T;

export const { optional } = z;

export const text = (description: string) => z.string().check(z.describe(description));

export const truth = (description: string) => z.boolean().check(z.describe(description));

export const count = (description: string) => z.int().check(z.minimum(0), z.describe(description));

/** May have decimals. */
export const number = (description: string) => z.number().check(z.describe(description));

/** Printed as ISO 8601, UTC, with milliseconds. */
export const time = (description: string) => z.date().check(z.describe(description));

export const oneOf = <const Word extends string>(words: readonly Word[], description: string) =>
  z.enum(words).check(z.describe(description));

export const list = <Item extends z.ZodMiniType>(item: Item, description: string) =>
  z.array(item).check(z.describe(description));

export const object = <Shape extends z.core.$ZodLooseShape>(description: string, shape: Shape) =>
  z.object(shape).check(z.describe(description));

/** What durcb computed, beside the members of the API. */
export const derived = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  object('What durcb computed; the other members are those of the AWS API.', shape);
