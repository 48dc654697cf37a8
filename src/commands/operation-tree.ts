import type { Result, Row } from '../cli/command.ts';
import type { Lambda } from '../lambda/client.ts';
import { type HistoryOperation, isOpen, type Operations, operationsOf } from '../lambda/operations.ts';
import { column, durationColumn, idOf } from './column.ts';

/** The operations of an execution under their parents, a row each; `now` in epoch milliseconds. */
export async function operationTree(
  lambda: Lambda,
  DurableExecutionArn: string,
  now: number,
  signal: AbortSignal,
): Promise<Result> {
  const operations = await operationsOf(lambda, DurableExecutionArn, signal);
  return { kind: 'rows', columns, rows: treeRows(operations, now), id: idOf('Id') };
}

const columns = [
  column('operation', 'Derived.Label'),
  column('type', 'Type', { whenNarrow: 'drop' }),
  column('status', 'Status', { whenNarrow: 'keep' }),
  column('started', 'StartTimestamp', { whenNarrow: 'drop' }),
  durationColumn('took', 'Derived.DurationSeconds'),
  column('id', 'Id', { whenNarrow: 'drop' }),
];

/** Depth first; the execution itself is the root. */
function treeRows(operations: Operations, now: number): readonly Row[] {
  const all = [...operations.values()];
  const children = Map.groupBy(all, ({ Type, ParentId }) =>
    Type === 'EXECUTION' ? 'root' : (ParentId ?? 'top'),
  );
  const rowsUnder = (parent: string, depth: number): Row[] =>
    (children.get(parent) ?? []).flatMap((operation) => [
      rowOf(operation, depth, now),
      ...rowsUnder(operation.Type === 'EXECUTION' ? 'top' : operation.Id, depth + 1),
    ]);
  return rowsUnder('root', 0);
}

function rowOf(operation: HistoryOperation, depth: number, now: number): Row {
  const { Id, Name, Type, SubType, ParentId, Status, first, last } = operation;
  const EndTimestamp = isOpen(operation) ? undefined : last.EventTimestamp;
  const StartTimestamp = first.EventTimestamp;
  const DurationSeconds = ((EndTimestamp?.getTime() ?? now) - StartTimestamp.getTime()) / 1000;
  const Label = `${'· '.repeat(depth)}${Name ?? SubType ?? Type}`;
  return {
    Id,
    ParentId,
    Type,
    SubType,
    Name,
    Status,
    StartTimestamp,
    EndTimestamp,
    Derived: { Depth: depth, Label, DurationSeconds },
  };
}
