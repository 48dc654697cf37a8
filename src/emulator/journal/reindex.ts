import { rowColumns, rowParameters } from './execution-row.ts';
import type { Journal, NumberedEvent, OpenCallback } from './journal.ts';
import { number, type Statements } from './statements.ts';
import { writeCallback } from './write-entry.ts';

type IndexOf = Parameters<Journal['reindex']>[0];

interface FoundCallback {
  readonly key: number;
  readonly functionName: string;
  readonly callback: OpenCallback;
}

/** Writes the index anew, one execution after the other. Call it in a transaction. */
export function reindex(
  statements: Statements,
  indexOf: IndexOf,
  eventsOf: (key: number) => readonly NumberedEvent[],
): void {
  statements.run('DELETE FROM executions');
  statements.run('DELETE FROM callbacks');
  const insert = `INSERT INTO executions (key, ${rowColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
  const found: FoundCallback[] = [];
  for (const key of executionKeys(statements)) {
    const { row, callbacks } = indexOf(eventsOf(key));
    statements.run(insert, key, ...rowParameters(row));
    found.push(...callbacks.open.map((callback) => ({ key, functionName: row.functionName, callback })));
  }
  found.sort((a, b) => a.callback.StartTimestamp - b.callback.StartTimestamp);
  for (const { key, functionName, callback } of found) writeCallback(statements, key, functionName, callback);
}

function executionKeys(statements: Statements): readonly number[] {
  const distinct = 'SELECT DISTINCT execution FROM events ORDER BY execution';
  return statements.all((columns) => number(columns, 'execution'), distinct);
}
