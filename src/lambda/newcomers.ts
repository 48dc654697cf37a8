import { exitCodes, Failure } from '../cli/failure.ts';
import type { Clock } from '../model/time.ts';
import type { CallbackScope } from './callbacks.ts';
import type { Lambda } from './client.ts';
import { type ListedExecution, listExecutions } from './executions.ts';
import { listDelay } from './list-delay.ts';

export interface Newcomer {
  readonly DurableExecutionArn: string;
  /** It was there when the watch began, so that only what is still open is news. */
  readonly wasThere: boolean;
}

// Clocks that differ by more are refused by AWS; milliseconds.
const clockSkew = 5 * 60_000;

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
    const { DurableExecutionArn } = this.#scope;
    const wasThere = this.#isFirst;
    const found: Newcomer[] = [];
    if (DurableExecutionArn === undefined) {
      for (const execution of await this.#list(signal))
        if (this.#isNew(execution))
          found.push({ DurableExecutionArn: execution.DurableExecutionArn, wasThere });
      this.#forget(this.#newest - listDelay);
    } else if (wasThere) found.push({ DurableExecutionArn, wasThere });
    this.#isFirst = false;
    return found;
  }

  async #list(signal: AbortSignal): Promise<readonly ListedExecution[]> {
    const { DurableExecutionArn: _, ...functions } = this.#scope;
    const startedAfter = new Date(this.#newest - listDelay);
    const query = this.#isFirst ? { statuses: ['RUNNING'] as const } : { startedAfter };
    const listed: ListedExecution[] = [];
    try {
      for await (const execution of listExecutions(
        this.#lambda,
        { ...query, ...functions, oldestFirst: true },
        signal,
      ))
        listed.push(execution);
    } catch (error) {
      // What there was may be deployed anew.
      if (this.#isFirst || !isMissing(error)) throw error;
    }
    return listed;
  }

  #isNew({ DurableExecutionArn, StartTimestamp, EndTimestamp }: ListedExecution): boolean {
    const start = StartTimestamp.getTime();
    const isKnown = this.#known.has(DurableExecutionArn);
    this.#known.set(DurableExecutionArn, start);
    this.#newest = Math.max(this.#newest, start);
    return !isKnown && (EndTimestamp === undefined || EndTimestamp.getTime() >= this.#began);
  }

  #forget(before: number): void {
    for (const [arn, start] of this.#known) if (start <= before) this.#known.delete(arn);
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Failure && error.exitCode === exitCodes.notFound;
