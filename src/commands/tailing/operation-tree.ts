import type { Result, Row } from '../../cli/command.ts';
import type { Lambda } from '../../lambda/client.ts';
import {
  attemptsOf,
  countBelow,
  endOf,
  labelOf,
  nodesOf,
  type OperationNode,
  tookOf,
} from '../../lambda/operation-node.ts';
import { operationsOf } from '../../lambda/operations.ts';
import { column, durationColumn, idOf } from '../column.ts';
import type { TreeRow } from '../output/operation.ts';

export interface TreeLook {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Levels below the execution; those deeper are only counted. */
  readonly depth: number;
  /** Branches of a map or parallel, each with its outcome; those beyond are only counted. */
  readonly branches: number;
}

/** The operations of an execution under their parents, a row each. */
export async function operationTree(
  lambda: Lambda,
  DurableExecutionArn: string,
  look: TreeLook,
  signal: AbortSignal,
): Promise<Result> {
  const root = nodesOf(await operationsOf(lambda, DurableExecutionArn, signal));
  return { kind: 'rows', columns, rows: root ? rowsFor(root, 0, look) : [], id: idOf('Id') };
}

const columns = [
  column('operation', 'Derived.Label'),
  column('type', 'Type', { whenNarrow: 'drop' }),
  column('status', 'Status', { whenNarrow: 'keep' }),
  column('tries', 'Derived.Attempts', { whenNarrow: 'drop' }),
  column('started', 'StartTimestamp', { whenNarrow: 'drop' }),
  durationColumn('took', 'Derived.DurationSeconds'),
  column('id', 'Id', { whenNarrow: 'drop' }),
];

/** Depth first. */
function rowsFor(node: OperationNode, depth: number, look: TreeLook): readonly Row[] {
  const { shown, folded } = depth < look.depth ? branchesOf(node, look) : { shown: [], folded: [] };
  const hidden = depth < look.depth ? 0 : countBelow(node);
  return [
    rowOf(node, depth, look, hidden),
    ...shown.flatMap((child) => rowsFor(child, depth + 1, look)),
    ...folded.map((nodes) => foldedRow(nodes, depth + 1, look)),
  ];
}

/** Those under a node that are shown, and those left over: lists of the same status. */
function branchesOf({ operation, children }: OperationNode, { branches }: TreeLook) {
  const isWide = operation.SubType === 'Map' || operation.SubType === 'Parallel';
  if (!isWide || children.length <= branches) return { shown: children, folded: [] };
  const byStatus = [...Map.groupBy(children, (child) => child.operation.Status).values()];
  const shown = new Set(byStatus.flatMap((nodes) => nodes.slice(0, branches)));
  const folded = byStatus.map((nodes) => nodes.slice(branches)).filter(({ length }) => length > 0);
  return { shown: children.filter((child) => shown.has(child)), folded };
}

function rowOf(node: OperationNode, depth: number, { now }: TreeLook, hidden: number): TreeRow {
  const { Id, Name, Type, SubType, ParentId, Status, first } = node.operation;
  return {
    Id,
    ParentId,
    Type,
    SubType,
    Name,
    Status,
    StartTimestamp: first.EventTimestamp,
    EndTimestamp: endOf(node.operation),
    Derived: {
      Depth: depth,
      Label: `${indent(depth)}${labelOf(node.operation)}${hidden > 0 ? ` (+${hidden})` : ''}`,
      DurationSeconds: tookOf(node.operation, now) / 1000,
      Attempts: attemptsOf(node.operation),
      Hidden: hidden || undefined,
    },
  };
}

const indent = (depth: number): string => '· '.repeat(depth);

// What stands for many says how long the slowest took.
function foldedRow(nodes: readonly OperationNode[], depth: number, { now }: TreeLook): Row {
  const Status = nodes[0]?.operation.Status;
  const longest = Math.max(...nodes.map(({ operation }) => tookOf(operation, now)));
  return {
    Status,
    Derived: {
      Depth: depth,
      Label: `${indent(depth)}… ${nodes.length} more`,
      DurationSeconds: longest / 1000,
    },
  };
}
