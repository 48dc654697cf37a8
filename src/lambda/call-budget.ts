import type { GetDurableExecutionHistoryRequest } from '@aws-sdk/client-lambda';
import { type Clock, sleep } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { isThrottled } from './service-error.ts';

// Calls a second when all goes well, and how many may come at once after a pause.
const localRate = { perSecond: 200, burst: 50 };
const remoteRate = { perSecond: 10, burst: 20 };

// Milliseconds between two calls to a service that throttles everything.
const slowest = 5_000;

/**
 * The same service, asked no more often than it bears: many who watch share one rate, and all slow down when it throttles.
 * What is new goes by turns with the others: thousands that are parked must not keep one waiting that begins.
 */
export function withinBudget(lambda: Lambda, clock: Clock): Lambda {
  const budget = new CallBudget(clock, lambda.isLocal ? localRate : remoteRate);
  const [news, rest] = [new Line(), new Line()];
  const first = budget.share(lambda.getDurableExecutionHistory, news);
  const again = budget.share(lambda.getDurableExecutionHistory, rest);
  return {
    ...lambda,
    getDurableExecution: budget.share(lambda.getDurableExecution, news),
    getDurableExecutionHistory: (input, signal) => (isFirst(input) ? first : again)(input, signal),
    listDurableExecutionsByFunction: budget.share(lambda.listDurableExecutionsByFunction, news),
    listFunctions: budget.share(lambda.listFunctions, news),
    listVersionsByFunction: budget.share(lambda.listVersionsByFunction, news),
  };
}

// What was read before is read from its end, or without payloads.
const isFirst = ({ ReverseOrder, IncludeExecutionData }: GetDurableExecutionHistoryRequest): boolean =>
  !ReverseOrder && IncludeExecutionData === true;

type Call<Input, Answer> = (input: Input, signal?: AbortSignal) => Promise<Answer>;

/** Lets in one at a time, who came first first. */
class Line {
  #last: Promise<void> = Promise.resolve();

  async enter(call: () => Promise<void>): Promise<void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    try {
      await before;
      await call();
    } finally {
      resolve();
    }
  }
}

class CallBudget {
  readonly #clock: Clock;
  readonly #shortest: number;
  readonly #credit: number;
  #interval: number;
  #next: number;
  // One of each line waits here, so that they take turns, and who waits hears of a throttling, too.
  readonly #front = new Line();

  constructor(clock: Clock, { perSecond, burst }: typeof localRate) {
    this.#clock = clock;
    this.#shortest = 1000 / perSecond;
    this.#interval = this.#shortest;
    this.#credit = burst * this.#shortest;
    this.#next = clock.now();
  }

  share<Input, Answer>(call: Call<Input, Answer>, line: Line): Call<Input, Answer> {
    return async (input, signal) => {
      await line.enter(() => this.#front.enter(() => this.#pause(signal)));
      try {
        const answer = await call(input, signal);
        this.#interval = Math.max(this.#shortest, this.#interval * 0.9);
        return answer;
      } catch (error) {
        if (isThrottled(error)) this.#slowDown();
        throw error;
      }
    };
  }

  async #pause(signal?: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    if (this.#next > now) await sleep(this.#clock, this.#next - now, signal);
    // A pause saves up for a burst, but not more than one.
    this.#next = Math.max(this.#next, now - this.#credit) + this.#interval;
  }

  #slowDown(): void {
    this.#interval = Math.min(slowest, Math.max(this.#interval, 100) * 2);
    this.#next = this.#clock.now() + this.#interval;
  }
}
