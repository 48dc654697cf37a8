import type * as z from 'zod/mini';
import { Rejection } from '../engine/rejection.ts';

type Issue = z.core.$ZodIssue;

/**
 * The members of an input, checked against its schema; a null member counts as absent.
 * Throws SerializationException for a wrong JSON type, else ValidationException with every violation, in the service's words.
 */
export function checkInput<Schema extends z.ZodMiniType>(schema: Schema, members: unknown): z.output<Schema> {
  const checked = schema.safeParse(withoutNulls(members), { reportInput: true });
  if (checked.success) return checked.data;
  throw refusal(checked.error.issues);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(present.map(([name, member]) => [name, withoutNulls(member)]));
}

// The service reads JSON before it checks constraints, so a wrong type hides every violation.
function refusal(issues: readonly Issue[]): Rejection {
  const wrongType = issues.find(isWrongType);
  if (wrongType) return new Rejection('SerializationException', typeMismatch(wrongType));
  const count = `${issues.length} validation ${issues.length === 1 ? 'error' : 'errors'} detected`;
  return new Rejection('ValidationException', `${count}: ${issues.map(violation).join('; ')}`);
}

function isMissing({ input }: Issue): boolean {
  return input === undefined || input === null;
}

function isWrongType(issue: Issue): boolean {
  if (isMissing(issue)) return false;
  if (issue.code === 'invalid_value') return typeof issue.input !== 'string';
  return issue.code === 'invalid_type';
}

function typeMismatch(issue: Issue): string {
  const { input } = issue;
  if (Array.isArray(input)) return 'Start of list found where not expected';
  if (typeof input === 'object') return 'Start of structure or map found where not expected.';
  const target = scalarName(issue);
  return target ? `${tokenOf(input)} can not be converted to ${target}` : 'Unexpected field type';
}

const scalarNames: Readonly<Record<string, string>> = {
  string: 'a String',
  number: 'an Integer',
  int: 'an Integer',
  boolean: 'a Boolean',
};

function scalarName(issue: Issue): string | undefined {
  return issue.code === 'invalid_type' ? scalarNames[issue.expected] : scalarNames.string;
}

function tokenOf(input: unknown): string {
  if (typeof input === 'boolean') return input ? 'TRUE_VALUE' : 'FALSE_VALUE';
  // NaN is what is left of text in a query that should have been a number.
  return typeof input === 'number' && !Number.isNaN(input) ? 'NUMBER_VALUE' : 'STRING_VALUE';
}

function violation(issue: Issue): string {
  const value = isMissing(issue) ? 'null' : `'${shown(issue.input)}'`;
  return `Value ${value} at '${memberPath(issue.path)}' failed to satisfy constraint: ${constraint(issue)}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `updates.1.member.id`: members in lower camel case, elements counted from 1. */
function memberPath(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === 'number' ? `${part + 1}.member` : decapitalise(part)));
  return parts.join('.');
}

function decapitalise(part: PropertyKey): string {
  return String(part).replace(/^./, (first) => first.toLowerCase());
}

function constraint(issue: Issue): string {
  if (isMissing(issue)) return 'Member must not be null';
  switch (issue.code) {
    case 'too_small':
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${patternText(issue.pattern ?? issue.format)}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    default:
      return issue.message;
  }
}

function measure(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'length' : 'value';
}

/** A pattern as the API model writes it: without delimiters, anchors and what only JavaScript must escape. */
function patternText(source: string): string {
  return source
    .replace(/^\/\^?/, '')
    .replace(/\$?\/[a-z]*$/, '')
    .replaceAll('\\/', '/');
}
