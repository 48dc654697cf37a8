import { rowColumns, rowParameters } from './execution-row.ts';
import type { CallbackChanges, JournalEntry, OpenCallback } from './journal.ts';
import { number, type Statements } from './statements.ts';

const upsertRow = `
  INSERT INTO executions (${rowColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (execution_id) DO UPDATE SET
    status = excluded.status, ended_at = excluded.ended_at,
    next_deadline = excluded.next_deadline, awake = excluded.awake
  RETURNING key`;

/** Writes an entry's events, row and callbacks. Call it in a transaction. */
export function writeEntry(statements: Statements, { events, row, callbacks }: JournalEntry): void {
  const key = statements.get((columns) => number(columns, 'key'), upsertRow, ...rowParameters(row)) ?? 0;
  for (const { eventId, event } of events) {
    const insert = 'INSERT INTO events (execution, event_id, body) VALUES (?, ?, ?)';
    statements.run(insert, key, eventId, JSON.stringify(event));
  }
  removeCallbacks(statements, key, callbacks.closed);
  for (const callback of callbacks.open) writeCallback(statements, key, row.functionName, callback);
}

function removeCallbacks(statements: Statements, key: number, closed: CallbackChanges['closed']): void {
  if (closed === 'all') {
    statements.run('DELETE FROM callbacks WHERE execution = ?', key);
    return;
  }
  for (const operationId of closed) {
    statements.run('DELETE FROM callbacks WHERE execution = ? AND operation_id = ?', key, operationId);
  }
}

// Overwriting leaves a callback its place in the order.
const upsertCallback = `
  INSERT INTO callbacks (execution, operation_id, function_name, callback) VALUES (?, ?, ?, ?)
  ON CONFLICT (execution, operation_id) DO UPDATE SET callback = excluded.callback`;

export function writeCallback(
  statements: Statements,
  key: number,
  functionName: string,
  callback: OpenCallback,
): void {
  statements.run(upsertCallback, key, callback.OperationId, functionName, JSON.stringify(callback));
}
