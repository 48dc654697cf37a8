import * as z from 'zod/mini';
import type { LogEvent } from '../../functions/function-logs.ts';
import type { ApiContext } from '../action.ts';
import { invalidLogsParameter, LogsRefusal } from './logs-action.ts';

/** The members by which a caller names a log group: its name, or its name or ARN. */
export const logGroupMembers = {
  logGroupName: z.optional(z.string().check(z.minLength(1), z.maxLength(512))),
  logGroupIdentifier: z.optional(z.string().check(z.minLength(1), z.maxLength(2048))),
};

interface NamedGroup {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

const prefix = '/aws/lambda/';

function logGroupName(functionName: string): string {
  return prefix + functionName;
}

/** Every function that is served has one, whether it printed anything or not. */
export function logGroupNames({ registry }: ApiContext): string[] {
  return registry
    .list()
    .map(({ name }) => logGroupName(name))
    .toSorted();
}

/** The lines of a group. Throws a LogsRefusal for one that is not there. */
export function logGroupEvents(context: ApiContext, named: NamedGroup): readonly LogEvent[] {
  const name = nameOf(named);
  const functionName = name.slice(prefix.length);
  const isServed = name.startsWith(prefix) && context.registry.find(functionName) !== undefined;
  if (!isServed)
    throw new LogsRefusal('ResourceNotFoundException', 'The specified log group does not exist.');
  return context.logs.of(functionName);
}

function nameOf({ logGroupName, logGroupIdentifier }: NamedGroup): string {
  const name = logGroupName ?? logGroupIdentifier?.replace(/^arn:.*:log-group:/, '').replace(/:\*$/, '');
  if (name === undefined) throw invalidLogsParameter('logGroupName or logGroupIdentifier is required');
  return name;
}
