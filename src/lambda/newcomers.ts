import type { Clock } from '../model/time.ts';
import type { CallbackScope } from './callbacks.ts';
import type { Lambda } from './client.ts';
import { listExecutions } from './executions.ts';

export interface Newcomer {
  readonly DurableExecutionArn: string;
  /** It was there when the watch began, so that only what is still open is news. */
  readonly wasThere: boolean;
}

const minute = 60_000;
// Clocks that differ by more are refused by AWS.
const clockSkew = 5 * minute;
// What has started shows in lists some time later.
const listDelay = minute;

/** Finds executions that nobody has watched yet: the first time those that run, later those that have started since. */
export class Newcomers {
  readonly #lambda: Lambda;
  readonly #scope: CallbackScope;
  readonly #began: number;
  /** Those listed before, by when they started, as long as they can be listed again. */
  readonly #known = new Map<string, number>();
  #newest: number;
  #isFirst = true;

  constructor(lambda: Lambda, clock: Clock, scope: CallbackScope) {
    this.#lambda = lambda;
    this.#scope = scope;
    this.#began = clock.now();
    this.#newest = this.#began - clockSkew + listDelay;
  }

  async find(signal: AbortSignal): Promise<readonly Newcomer[]> {
    const { DurableExecutionArn, ...functions } = this.#scope;
    const wasThere = this.#isFirst;
    if (DurableExecutionArn !== undefined) {
      this.#isFirst = false;
      return wasThere ? [{ DurableExecutionArn, wasThere }] : [];
    }
    const found: Newcomer[] = [];
    const since = this.#newest - listDelay;
    const query = wasThere ? { statuses: ['RUNNING'] as const } : { startedAfter: new Date(since) };
    for await (const one of listExecutions(
      this.#lambda,
      { ...query, ...functions, oldestFirst: true },
      signal,
    )) {
      const start = one.StartTimestamp.getTime();
      const hadEnded = one.EndTimestamp !== undefined && one.EndTimestamp.getTime() < this.#began;
      if (!this.#known.has(one.DurableExecutionArn) && !hadEnded)
        found.push({ DurableExecutionArn: one.DurableExecutionArn, wasThere });
      this.#known.set(one.DurableExecutionArn, start);
      this.#newest = Math.max(this.#newest, start);
    }
    this.#isFirst = false;
    this.#forget(this.#newest - listDelay);
    return found;
  }

  #forget(before: number): void {
    for (const [arn, start] of this.#known) if (start <= before) this.#known.delete(arn);
  }
}
