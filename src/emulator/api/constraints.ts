import type * as z from 'zod/mini';
import { Rejection } from '../engine/rejection.ts';
import { isConversion } from './conversion.ts';

type Issue = z.core.$ZodIssue;

/**
 * The members of an input, checked against its schema; a null member counts as absent.
 * Throws SerializationException for a wrong JSON type, else ValidationException with every violation, in the service's words.
 */
export function checkInput<Schema extends z.ZodMiniType>(schema: Schema, members: unknown): z.output<Schema> {
  const checked = schema.safeParse(withoutNulls(members), { reportInput: true });
  if (checked.success) return checked.data;
  throw refusal(checked.error.issues, members);
}

/** A single violation, of a member whose value is not repeated. */
export function violation(path: string, constraint: string): Rejection {
  return validationError([`Value at '${path}' failed to satisfy constraint: ${constraint}`]);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(present.map(([name, member]) => [name, withoutNulls(member)]));
}

// The service reads JSON before it checks constraints, so a wrong type hides every violation.
function refusal(issues: readonly Issue[], members: unknown): Rejection {
  const wrongType = issues.find(isWrongType);
  if (wrongType) return new Rejection('SerializationException', typeMismatch(wrongType));
  return validationError(new Set(issues.map((issue) => describe(issue, members))));
}

function validationError(violations: Iterable<string>): Rejection {
  const all = [...violations];
  const count = `${all.length} validation ${all.length === 1 ? 'error' : 'errors'} detected`;
  return new Rejection('ValidationException', `${count}: ${all.join('; ')}`);
}

function isMissing({ input }: Issue): boolean {
  return input === undefined || input === null;
}

function isWrongType(issue: Issue): boolean {
  if (isMissing(issue)) return false;
  if (issue.code === 'invalid_value') return typeof issue.input !== 'string';
  return issue.code === 'invalid_type' || isConversion(issue);
}

function typeMismatch(issue: Issue): string {
  if (isConversion(issue)) return issue.message;
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
  return typeof input === 'number' ? 'NUMBER_VALUE' : 'STRING_VALUE';
}

/** Elements that are no structures are not told one by one, but as a list that is wrong. */
function describe(issue: Issue, members: unknown): string {
  const isElement = typeof issue.path.at(-1) === 'number';
  const path = isElement ? issue.path.slice(0, -1) : issue.path;
  const value = isElement ? valueAt(members, path) : issue.input;
  const wanted = isElement
    ? `Member must satisfy constraint: [${[...new Set([constraint(issue), notNull])].join(', ')}]`
    : constraint(issue);
  return `Value${shownAt(path, value)} at '${memberPath(path)}' failed to satisfy constraint: ${wanted}`;
}

function valueAt(members: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => Object(value)[part], members);
}

/** Members the API model marks as sensitive; of the others the value is repeated. */
const sensitive: readonly unknown[] = ['Payload', 'Result'];

function shownAt(path: readonly PropertyKey[], value: unknown): string {
  if (sensitive.includes(path.at(-1))) return '';
  return value === undefined || value === null ? ' null' : ` '${shown(value)}'`;
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

const notNull = 'Member must not be null';

function constraint(issue: Issue): string {
  if (isMissing(issue)) return notNull;
  switch (issue.code) {
    case 'too_small':
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return patternConstraint(issue);
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    default:
      return issue.message;
  }
}

function patternConstraint({ message, pattern, format }: z.core.$ZodIssueInvalidStringFormat): string {
  if (message.startsWith('Member must')) return message;
  return `Member must satisfy regular expression pattern: ${patternText(pattern ?? format)}`;
}

/** A pattern as the API model writes it: without delimiters, anchors and what only JavaScript must escape. */
function patternText(source: string): string {
  return source
    .replace(/^\/\^?/, '')
    .replace(/\$?\/[a-z]*$/, '')
    .replaceAll('\\/', '/');
}

function measure(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'length' : 'value';
}
