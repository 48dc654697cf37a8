import * as z from 'zod/mini';
import { logGroupOf } from '../../../model/log-group-of.ts';
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

/** Every function that is served has one, whether it printed anything or not; a version may have another one. */
export function logGroupNames({ registry }: ApiContext): string[] {
  const versions = registry.list().flatMap(({ name }) => registry.versions(name));
  return [...new Set(versions.map(({ definition }) => logGroupOf(definition)))].toSorted();
}

/** The lines of a group. Throws a LogsRefusal for one that is not there. */
export function logGroupEvents(context: ApiContext, named: NamedGroup): readonly LogEvent[] {
  const group = nameOf(named);
  if (!logGroupNames(context).includes(group))
    throw new LogsRefusal('ResourceNotFoundException', 'The specified log group does not exist.');
  return context.logs.of(group);
}

function nameOf({ logGroupName, logGroupIdentifier }: NamedGroup): string {
  const name = logGroupName ?? logGroupIdentifier?.replace(/^arn:.*:log-group:/, '').replace(/:\*$/, '');
  if (name === undefined) throw invalidLogsParameter('logGroupName or logGroupIdentifier is required');
  return name;
}
