import type { Cell, Column, Row } from '../cli/command.ts';
import { parseExecutionArn } from '../model/arn.ts';
import { column } from './column.ts';
import { eventColumns } from './event-row.ts';

export interface TailColumns {
  /** Only one execution can be in the lines, and everybody knows which. */
  readonly isOne: boolean;
  /** Names are indented by how deep their operations are. */
  readonly isTree: boolean;
  /** They know it by its name, programs by its ARN. */
  readonly isForPeople: boolean;
}

/** What a line of `tail` shows. */
export function tailColumns({ isOne, isTree, isForPeople }: TailColumns): readonly Column[] {
  const columns = isTree ? eventColumns.map((one) => (one.header === 'name' ? label : one)) : eventColumns;
  if (isOne) return columns;
  const execution: Column = {
    header: 'execution',
    value: isForPeople ? shortName : arn.value,
    usualWidth: 14,
    isHued: true,
  };
  const [number, time, ...others] = columns;
  return [number, time, execution, ...others].filter((one) => one !== undefined);
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
