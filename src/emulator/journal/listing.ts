import type { SQLInputValue } from 'node:sqlite';
import type { CallbackFilter, ExecutionFilter } from './journal.ts';

export interface Query {
  /** One text for each combination of filters, so that it can be prepared once. */
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
}

export function executionsQuery(filter: ExecutionFilter): Query {
  const { where, parameters } = conjunction([
    ['function_name = ?', filter.functionName],
    ['version = ?', filter.version],
    ['name = ?', filter.name],
    ['status IN (SELECT value FROM json_each(?))', filter.statuses && JSON.stringify(filter.statuses)],
    ['started_at > ?', filter.startedAfter],
    ['started_at < ?', filter.startedBefore],
    [filter.newestFirst ? 'key < ?' : 'key > ?', filter.after],
  ]);
  const order = filter.newestFirst ? 'DESC' : 'ASC';
  return {
    sql: `SELECT * FROM executions WHERE ${where} ORDER BY key ${order} LIMIT ?`,
    parameters: [...parameters, filter.limit],
  };
}

export function callbacksQuery(filter: CallbackFilter): Query {
  const { where, parameters } = conjunction([
    ['callbacks.execution = (SELECT key FROM executions WHERE execution_id = ?)', filter.executionId],
    ['callbacks.function_name = ?', filter.functionName],
  ]);
  // CROSS JOIN makes SQLite go through the callbacks, which are few, and look up their executions.
  return {
    sql: `
      SELECT callbacks.callback, executions.* FROM callbacks
      CROSS JOIN executions ON executions.key = callbacks.execution
      WHERE ${where} AND executions.status = 'RUNNING' ORDER BY callbacks.key LIMIT ?`,
    parameters: [...parameters, filter.limit],
  };
}

type Condition = readonly [sql: string, parameter: SQLInputValue | undefined];

function conjunction(conditions: readonly Condition[]) {
  const given = conditions.filter(([, parameter]) => parameter !== undefined);
  return {
    where: ['TRUE', ...given.map(([sql]) => sql)].join(' AND '),
    parameters: given.map(([, parameter]) => parameter ?? null),
  };
}
