import type { HistoryEvent } from '../../lambda/history-event.ts';
import { labelOf } from '../../lambda/operation-node.ts';
import { applyEvent, isOpen, type Operations } from '../../lambda/operations.ts';
import type { TailedEvent } from '../../lambda/tailed-executions.ts';

export interface TreeLabel {
  /** The name of its operation, indented by how deep that is. */
  readonly Label: string;
  /** Of an operation that has ended. */
  readonly DurationSeconds: number | undefined;
}

/** Where in the tree of its execution's operations an event belongs. */
export class TreeLabels {
  readonly #operations = new Map<string, Operations>();
  readonly #labels = new WeakMap<HistoryEvent, TreeLabel>();

  /** Takes the next event of an execution, from the first on. */
  see({ DurableExecutionArn, event }: TailedEvent): void {
    const operations: Operations = this.#operations.get(DurableExecutionArn) ?? new Map();
    this.#operations.set(DurableExecutionArn, operations);
    const operation = applyEvent(operations, event);
    if (!operation) return;
    const took = event.EventTimestamp.getTime() - operation.first.EventTimestamp.getTime();
    this.#labels.set(event, {
      Label: `${'· '.repeat(depthOf(operation.Id, operations))}${labelOf(operation)}`,
      DurationSeconds: isOpen(operation) ? undefined : took / 1000,
    });
    if (operation.Type === 'EXECUTION' && !isOpen(operation)) this.#operations.delete(DurableExecutionArn);
  }

  of(event: HistoryEvent): TreeLabel | undefined {
    return this.#labels.get(event);
  }
}

/** The execution itself is the root; who was told of later than its children counts as at the top. */
function depthOf(id: string, operations: Operations): number {
  const operation = operations.get(id);
  if (operation?.Type === 'EXECUTION') return 0;
  return operation?.ParentId === undefined ? 1 : 1 + depthOf(operation.ParentId, operations);
}
