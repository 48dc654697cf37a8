import type { ExecutionStatus } from '@aws-sdk/client-lambda';
import { type Clock, sleep } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { type ExecutionQuery, type ListedExecution, listExecutions } from './executions.ts';
import { listDelay } from './list-delay.ts';
import { patiently } from './patiently.ts';

// Milliseconds between two questions for new ones: at least, and at most.
const localPace = { shortest: 100, longest: 1_000 };
const remotePace = { shortest: 2_000, longest: 15_000 };

const endedStatuses: readonly ExecutionStatus[] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED'];

/** Finds the executions of functions that begin; lists no further back than the newest that was seen. */
export class NewExecutions {
  readonly #clock: Clock;
  /** A name, an ARN, or a pattern such as `order-*`. */
  readonly functionName: string;
  /** Nobody has looked before, so that what has ended is not new. */
  readonly isFirst: boolean;
  #newest: number;

  /** `newest`: the start of the newest that was seen before, epoch milliseconds. */
  constructor(clock: Clock, functionName: string, newest?: number) {
    this.#clock = clock;
    this.functionName = functionName;
    this.isFirst = newest === undefined;
    this.#newest = newest ?? 0;
  }

  get newest(): number {
    return this.#newest;
  }

  /** Those that began before will not be listed as new, epoch milliseconds. */
  get horizon(): number {
    return this.#newest - listDelay;
  }

  /** Those that run, and those that would else be taken for new: ended ones that began last. */
  async present(lambda: Lambda, signal: AbortSignal): Promise<readonly ListedExecution[]> {
    const { functionName } = this;
    const present: ListedExecution[] = [];
    for await (const one of listExecutions(lambda, { functionName }, signal)) {
      this.#see(one);
      if (one.StartTimestamp.getTime() <= this.horizon) break;
      present.push(one);
    }
    return [...present, ...(await this.#list(lambda, { statuses: ['RUNNING'] }, signal))];
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
    const startedAfter = this.#newest > 0 ? new Date(this.horizon) : undefined;
    const listed = await this.#list(lambda, { startedAfter }, signal);
    for (const one of listed) this.#see(one);
    return listed.reverse();
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
    const { functionName } = this;
    const found: ListedExecution[] = [];
    for await (const one of listExecutions(lambda, { ...query, functionName }, signal)) found.push(one);
    return found;
  }

  #see({ StartTimestamp }: ListedExecution): void {
    this.#newest = Math.max(this.#newest, StartTimestamp.getTime());
  }
}

const endOf = ({ EndTimestamp, StartTimestamp }: ListedExecution): number =>
  (EndTimestamp ?? StartTimestamp).getTime();
