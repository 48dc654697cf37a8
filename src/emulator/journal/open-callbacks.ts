import type {
  CallbackChanges,
  CallbackFilter,
  ExecutionRow,
  OpenCallback,
  PendingCallback,
} from './journal.ts';

/** An execution as the store has it now. */
interface Holder {
  readonly row: ExecutionRow;
}

interface Open {
  readonly holder: Holder;
  readonly callback: OpenCallback;
}

/** The open callbacks of all executions, in the order of their starts. */
export class OpenCallbacks {
  // A Map keeps the place of a key that is set again.
  readonly #open = new Map<string, Open>();
  readonly #keysOf = new Map<Holder, Set<string>>();

  change(holder: Holder, { open, closed }: CallbackChanges): void {
    const keys = this.#keysOf.get(holder) ?? new Set();
    const gone = closed === 'all' ? keys : closed.map((operationId) => callbackKey(holder, operationId));
    for (const key of gone) {
      this.#open.delete(key);
      keys.delete(key);
    }
    for (const callback of open) {
      const key = callbackKey(holder, callback.OperationId);
      this.#open.set(key, { holder, callback });
      keys.add(key);
    }
    if (keys.size > 0) this.#keysOf.set(holder, keys);
    else this.#keysOf.delete(holder);
  }

  list({ executionId, functionName, limit }: CallbackFilter): readonly PendingCallback[] {
    return this.#open
      .values()
      .map(({ holder, callback }) => ({ execution: holder.row, callback }))
      .filter(({ execution }) => execution.status === 'RUNNING')
      .filter(({ execution }) => executionId === undefined || execution.executionId === executionId)
      .filter(({ execution }) => functionName === undefined || execution.functionName === functionName)
      .take(limit)
      .toArray();
  }
}

function callbackKey({ row }: Holder, operationId: string): string {
  return `${row.executionId}/${operationId}`;
}
