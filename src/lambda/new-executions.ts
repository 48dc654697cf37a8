import type { ExecutionStatus } from '@aws-sdk/client-lambda';
import { type Clock, sleep } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { type ExecutionQuery, type ListedExecution, listExecutions } from './executions.ts';
import type { FunctionScope } from './function-scope.ts';
import { patiently } from './patiently.ts';

// What has begun shows in lists some time later, that of a new function or version later still; milliseconds.
const overlap = 3 * 60_000;

// Milliseconds between two questions for new ones: at least, and at most.
const localPace = { shortest: 100, longest: 1_000 };
const remotePace = { shortest: 2_000, longest: 15_000 };

const endedStatuses: readonly ExecutionStatus[] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED'];

/** Finds the executions of functions that begin; lists no further back than it takes to miss none. */
export class NewExecutions {
  readonly #clock: Clock;
  readonly scope: FunctionScope;
  /** Nobody has looked before, so that what has ended is not new. */
  readonly isFirst: boolean;
  #newest: number;
  #horizon = -Infinity;

  /** `newest`: the start of the newest that was seen before, epoch milliseconds. */
  constructor(clock: Clock, scope: FunctionScope, newest?: number) {
    this.#clock = clock;
    this.scope = scope;
    this.isFirst = newest === undefined;
    this.#newest = newest ?? 0;
    if (newest !== undefined) this.#horizon = newest - overlap;
  }

  get newest(): number {
    return this.#newest;
  }

  /** Those that began no later will not be listed as new, epoch milliseconds; never moves back. */
  get horizon(): number {
    return this.#horizon;
  }

  /** Those that run, and those that would else be taken for new: ended ones that began last. Oldest first, some twice. */
  async present(lambda: Lambda, signal: AbortSignal): Promise<readonly ListedExecution[]> {
    const began = this.#clock.now();
    const present: ListedExecution[] = [];
    for await (const one of listExecutions(lambda, this.scope, signal)) {
      if (present.length === 0) this.#see([one], began);
      if (startOf(one) <= this.#horizon) break;
      present.push(one);
    }
    const running = await this.#list(lambda, { statuses: ['RUNNING'] }, signal);
    return [...present, ...running].sort((one, other) => startOf(one) - startOf(other));
  }

  /** Those that ended after a time, the latest first. */
  async ended(
    lambda: Lambda,
    after: Date | undefined,
    signal: AbortSignal,
  ): Promise<readonly ListedExecution[]> {
    const all = await this.#list(lambda, { statuses: endedStatuses }, signal);
    const found = all.filter(({ EndTimestamp }) => !after || !EndTimestamp || EndTimestamp > after);
    return found.sort((one, other) => endOf(other) - endOf(one));
  }

  /** Those that have begun since it was asked last, and some from a little before; oldest first. */
  async fresh(lambda: Lambda, signal: AbortSignal): Promise<readonly ListedExecution[]> {
    const began = this.#clock.now();
    const startedAfter = this.#horizon > 0 ? new Date(this.#horizon) : undefined;
    const listed = await this.#list(lambda, { startedAfter, oldestFirst: true }, signal);
    this.#see(listed, began);
    return listed;
  }

  /** Those that are new to somebody, as they begin; for as long as the signal lets it. */
  async *asTheyBegin(
    lambda: Lambda,
    isNew: (one: ListedExecution) => boolean,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ListedExecution[]> {
    const { shortest, longest } = lambda.isLocal ? localPace : remotePace;
    let news = this.#clock.now();
    while (true) {
      const fresh = (await patiently(this.#clock, signal, () => this.fresh(lambda, signal))).filter(isNew);
      if (fresh.length > 0) {
        news = this.#clock.now();
        yield fresh;
      }
      const quiet = this.#clock.now() - news;
      await sleep(this.#clock, Math.min(Math.max(shortest, quiet / 10), longest), signal);
    }
  }

  async #list(lambda: Lambda, query: ExecutionQuery, signal: AbortSignal): Promise<ListedExecution[]> {
    const found: ListedExecution[] = [];
    for await (const one of listExecutions(lambda, { ...query, ...this.scope }, signal)) found.push(one);
    return found;
  }

  /** After a look that began at a time; of many functions the first is asked long before the last. */
  #see(listed: readonly ListedExecution[], began: number): void {
    for (const one of listed) this.#newest = Math.max(this.#newest, startOf(one));
    const took = Math.max(0, this.#clock.now() - began);
    this.#horizon = Math.max(this.#horizon, this.#newest - overlap - took);
  }
}

const startOf = ({ StartTimestamp }: ListedExecution): number => StartTimestamp.getTime();

const endOf = ({ EndTimestamp, StartTimestamp }: ListedExecution): number =>
  (EndTimestamp ?? StartTimestamp).getTime();
