import { limits } from '../../model/limits.ts';
import { Rejection } from '../engine/rejection.ts';
import type { ApiRequest } from './action.ts';

/** The members of a JSON body; none when it is empty. Throws SerializationException for anything but an object. */
export function jsonBody({ body }: ApiRequest): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  const value = parse(body);
  if (isDeeper(value, limits.jsonDepth)) {
    throw new Rejection('SerializationException', `JSON is nested deeper than ${limits.jsonDepth} levels.`);
  }
  if (!isObject(value))
    throw new Rejection('SerializationException', 'Start of structure or map found where not expected.');
  return value;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Rejection('SerializationException', 'The request body is not valid JSON.');
  }
}

/** What reads the value calls itself for each level, and must not run out of stack. */
function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((member) => isDeeper(member, depth - 1));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
