import type * as z from 'zod/mini';
import { Rejection } from '../engine/rejection.ts';

/** The input as the API model wants it. Throws ValidationException in the service's words, all violations at once. */
export function checked<Schema extends z.ZodMiniType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const wrongType = parsed.error.issues.find(isWrongType(input));
  if (wrongType) throw serialization(wrongType);
  const messages = parsed.error.issues.map((issue) => violation(issue, valueAt(input, issue.path)));
  const count = messages.length === 1 ? '1 validation error' : `${messages.length} validation errors`;
  throw new Rejection('ValidationException', `${count} detected: ${messages.join('; ')}`);
}

const isWrongType = (input: unknown) => (issue: z.core.$ZodIssue) =>
  issue.code === 'invalid_type' &&
  valueAt(input, issue.path) !== undefined &&
  valueAt(input, issue.path) !== null;

function serialization(issue: z.core.$ZodIssue): Rejection {
  return new Rejection('SerializationException', `Unexpected type at '${fieldPath(issue.path)}'.`);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (isIndexable(value) ? value[key] : undefined), input);
}

function isIndexable(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

function violation(issue: z.core.$ZodIssue, value: unknown): string {
  const shown = value === undefined || value === null ? 'Value null' : `Value '${textOf(value)}'`;
  return `${shown} at '${fieldPath(issue.path)}' failed to satisfy constraint: ${constraint(issue, value)}`;
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function constraint(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined || value === null) return 'Member must not be null';
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `Member must have length less than or equal to ${issue.maximum}`
        : `Member must have value less than or equal to ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `Member must have length greater than or equal to ${issue.minimum}`
        : `Member must have value greater than or equal to ${issue.minimum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${patternOf(issue)}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
    default:
      return `Member must be valid: ${issue.message}`;
  }
}

// The model writes patterns without our anchors.
function patternOf(issue: z.core.$ZodIssueInvalidStringFormat): string {
  const pattern = issue.pattern ?? '';
  return pattern.replace(/^\/\^?/, '').replace(/\$?\/[a-z]*$/, '');
}

/** `updates.1.member.id`: lower camel case, list members counted from 1. */
function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `${key + 1}.member` : lowerFirst(String(key))))
    .join('.');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
