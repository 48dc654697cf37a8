import type { ExecutionStatus } from '../../model/wire.ts';
import type { ExecutionRow } from './journal.ts';
import { type Columns, number, optionalNumber, text } from './statements.ts';

/** In the order of `rowParameters`. */
export const rowColumns =
  'execution_id, arn, function_name, version, name, status, started_at, ended_at, next_deadline, awake';

export function rowParameters(row: ExecutionRow) {
  return [
    row.executionId,
    row.arn,
    row.functionName,
    row.version,
    row.name,
    row.status,
    row.startedAt,
    row.endedAt ?? null,
    row.nextDeadline ?? null,
    row.awake ? 1 : 0,
  ];
}

/** Throws a TypeError when the columns do not hold what was stored. */
export function readRow(columns: Columns): ExecutionRow {
  return {
    executionId: text(columns, 'execution_id'),
    arn: text(columns, 'arn'),
    functionName: text(columns, 'function_name'),
    version: text(columns, 'version'),
    name: text(columns, 'name'),
    status: readStatus(text(columns, 'status')),
    startedAt: number(columns, 'started_at'),
    endedAt: optionalNumber(columns, 'ended_at'),
    nextDeadline: optionalNumber(columns, 'next_deadline'),
    awake: number(columns, 'awake') === 1,
  };
}

const statuses = {
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  TIMED_OUT: 'TIMED_OUT',
  STOPPED: 'STOPPED',
} as const satisfies Record<ExecutionStatus, ExecutionStatus>;

function readStatus(value: string): ExecutionStatus {
  const status = Object.values(statuses).find((known) => known === value);
  if (!status) throw new TypeError(`unknown status ${value}`);
  return status;
}
