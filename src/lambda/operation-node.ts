import { type HistoryOperation, isOpen, type Operations, retryOf } from './operations.ts';

/** An operation with those under it, in the order they began. */
export interface OperationNode {
  readonly operation: HistoryOperation;
  readonly children: readonly OperationNode[];
}

/** The operations of an execution by their parents; the execution itself is the root. Undefined before it has begun. */
export function nodesOf(operations: Operations): OperationNode | undefined {
  const all = [...operations.values()];
  const byParent = Map.groupBy(all, ({ Type, ParentId }) =>
    Type === 'EXECUTION' ? 'root' : (ParentId ?? 'top'),
  );
  const nodesUnder = (parent: string): OperationNode[] =>
    (byParent.get(parent) ?? []).map((operation) => ({
      operation,
      children: nodesUnder(operation.Type === 'EXECUTION' ? 'top' : operation.Id),
    }));
  return nodesUnder('root')[0];
}

/** How many operations are below a node. */
export const countBelow = ({ children }: OperationNode): number =>
  children.reduce((sum, child) => sum + 1 + countBelow(child), 0);

/** What people call an operation: its name, else what it is. */
export const labelOf = ({ Name, SubType, Type }: HistoryOperation): string => Name ?? SubType ?? Type;

/** Undefined while it is open. */
export const endOf = (operation: HistoryOperation): Date | undefined =>
  isOpen(operation) ? undefined : operation.last.EventTimestamp;

/** Milliseconds from its start to its end, or to `now` (epoch milliseconds) while it is open. */
export const tookOf = (operation: HistoryOperation, now: number): number =>
  (endOf(operation)?.getTime() ?? now) - operation.first.EventTimestamp.getTime();

/** How often a step was tried; undefined for what is not tried. */
export const attemptsOf = ({ Type, last }: HistoryOperation): number | undefined =>
  Type === 'STEP' ? (retryOf(last)?.CurrentAttempt ?? 1) : undefined;
