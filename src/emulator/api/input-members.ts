import * as z from 'zod/mini';
import { limits } from '../../model/limits.ts';

/** Members that several operations take, with the constraints of the API model. */

const functionName =
  /^(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

export const FunctionName = z.string().check(z.minLength(1), z.maxLength(256), z.regex(functionName));

export const Qualifier = z
  .string()
  .check(z.minLength(1), z.maxLength(128), z.regex(/^(\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+)$/));

export const DurableExecutionName = z
  .string()
  .check(z.minLength(1), z.maxLength(64), z.regex(/^[a-zA-Z0-9-_]+$/));

export const TenantId = z
  .string()
  .check(z.minLength(1), z.maxLength(256), z.regex(/^[a-zA-Z0-9._:/=+\-@ ]+$/));

export const MaxItems = z.pipe(
  z.coerce.number().check(z.int(), z.gte(0), z.lte(limits.maxItems)),
  z.transform((count: number) => count || limits.defaultMaxItems),
);

/** Functions are listed with other bounds than executions (Lambda API model). */
export const MaxListItems = z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000));

export const Marker = z.string().check(z.minLength(1));

export const QueryBoolean = z.pipe(
  z.enum(['true', 'false']),
  z.transform((text: 'true' | 'false') => text === 'true'),
);

export const ErrorObject = z.object({
  ErrorMessage: z.optional(z.string()),
  ErrorType: z.optional(z.string()),
  ErrorData: z.optional(z.string()),
  StackTrace: z.optional(z.array(z.string())),
});
