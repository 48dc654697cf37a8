import * as z from 'zod/mini';
import { limits } from '../../model/limits.ts';
import { pattern } from '../../model/pattern.ts';

/** Members that several operations take, with the constraints of the API model. */

/** Text of 1 to `longest` characters. */
export function text(longest: number, allowed: string) {
  return z.string().check(z.minLength(1), z.maxLength(longest), pattern(allowed));
}

export const FunctionName = text(
  limits.functionName,
  String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
);

export const Qualifier = text(limits.qualifier, String.raw`\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+`);

export const DurableExecutionName = text(limits.executionName, '[a-zA-Z0-9-_]+');

export const TenantId = text(limits.tenantId, String.raw`[a-zA-Z0-9\._:\/=+\-@ ]+`);

export const ErrorObject = z.object({
  ErrorMessage: z.optional(z.string()),
  ErrorType: z.optional(z.string()),
  ErrorData: z.optional(z.string()),
  StackTrace: z.optional(z.array(z.string())),
});
