import { type Clock, sleep } from '../../model/time.ts';
import type { DurableExecution } from '../engine/durable-execution.ts';
import { get } from '../engine/persistent-map.ts';

// On AWS even the shortest chained invoke outlasts what its caller needs to suspend.
const shortestChainedInvoke = 1000;

/** Waits for callers of chained invokes to end the invocation in which they asked. */
export class Suspensions {
  readonly #clock: Clock;
  readonly #closing: AbortSignal;
  /** By execution id. */
  readonly #awaited = new Map<string, PromiseWithResolvers<void>>();

  constructor(clock: Clock, closing: AbortSignal) {
    this.#clock = clock;
    this.#closing = closing;
  }

  /** Resolves when the caller has suspended, or goes on for longer than any chained invoke could have been shorter. */
  async outlast(caller: DurableExecution | undefined, operationId: string): Promise<void> {
    const startedAt = caller && get(caller.operations, operationId)?.operation.StartTimestamp;
    if (!caller?.invocation || startedAt === undefined) return;
    const suspended = this.#awaited.get(caller.executionId) ?? Promise.withResolvers<void>();
    this.#awaited.set(caller.executionId, suspended);
    const over = new AbortController();
    const timeLeft = startedAt + shortestChainedInvoke - this.#clock.now();
    const longEnough = sleep(this.#clock, timeLeft, AbortSignal.any([over.signal, this.#closing]));
    await Promise.race([suspended.promise, longEnough.catch(() => undefined)]);
    over.abort();
  }

  /** To be told of every state. */
  note({ executionId, invocation }: DurableExecution): void {
    if (invocation) return;
    this.#awaited.get(executionId)?.resolve();
    this.#awaited.delete(executionId);
  }
}
