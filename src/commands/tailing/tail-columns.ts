import type { Cell, Column, Row } from '../../cli/command.ts';
import { parseExecutionArn } from '../../model/arn.ts';
import { column } from '../column.ts';
import { eventColumns } from './event-row.ts';

export interface TailColumns {
  /** Only one execution can be in the lines, and everybody knows which. */
  readonly isOne: boolean;
  /** Names are indented by how deep their operations are. */
  readonly isTree: boolean;
  /** There are lines that functions printed. */
  readonly hasLogs: boolean;
  /** They know it by its name, programs by its ARN. */
  readonly isForPeople: boolean;
}

/** What a line of `tail` shows. */
export function tailColumns({ isOne, isTree, hasLogs, isForPeople }: TailColumns): readonly Column[] {
  const [number, time, event, name, detail] = eventColumns;
  const named = isTree ? label : name;
  const execution: Column = {
    header: 'execution',
    value: isForPeople ? shortName : arn.value,
    usualWidth: 14,
    isHued: true,
  };
  // What was printed has no name, and needs the room.
  const rest = hasLogs && isForPeople ? [cuttable(event), inOne(named, detail)] : [event, named, detail];
  return [number, time, isOne ? undefined : execution, ...rest].filter((one) => one !== undefined);
}

const cuttable = (column: Column | undefined): Column | undefined =>
  column && { header: column.header, value: column.value, usualWidth: column.usualWidth ?? 0 };

const inOne = (name: Column | undefined, detail: Column | undefined): Column => ({
  header: 'what',
  value: (row) => [name, detail].flatMap((one) => wordsOf(one?.value(row))),
  usualWidth: 64,
});

function wordsOf(cell: Cell): readonly (string | Date)[] {
  if (cell === undefined) return [];
  return Array.isArray(cell) ? cell : [String(cell)];
}

const label = column('operation', 'Derived.Label', { usualWidth: 36 });
const arn = column('execution', 'DurableExecutionArn');
const depth = column('depth', 'Derived.Depth');

// The service gives those that are called names which nobody knows; their function says more.
function shortName(row: Row): Cell {
  const text = String(arn.value(row) ?? '');
  const level = Number(depth.value(row) ?? 0);
  const { executionName = text, functionName = text } = parseExecutionArn(text) ?? {};
  return level > 0 ? `${'· '.repeat(level)}${functionName}` : executionName;
}
