import { type Clock, sleep } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { isThrottled } from './service-error.ts';

// Calls a second when all goes well, and how many may come at once after a pause.
const localRate = { perSecond: 200, burst: 50 };
const remoteRate = { perSecond: 10, burst: 20 };

// Milliseconds between two calls to a service that throttles everything.
const slowest = 5_000;

/** The same service, asked no more often than it bears: many who watch share one rate, and all slow down when it throttles. */
export function withinBudget(lambda: Lambda, clock: Clock): Lambda {
  const budget = new CallBudget(clock, lambda.isLocal ? localRate : remoteRate);
  return {
    ...lambda,
    getDurableExecution: budget.share(lambda.getDurableExecution),
    getDurableExecutionHistory: budget.share(lambda.getDurableExecutionHistory),
    listDurableExecutionsByFunction: budget.share(lambda.listDurableExecutionsByFunction),
    listFunctions: budget.share(lambda.listFunctions),
    listVersionsByFunction: budget.share(lambda.listVersionsByFunction),
  };
}

type Call<Input, Answer> = (input: Input, signal?: AbortSignal) => Promise<Answer>;

class CallBudget {
  readonly #clock: Clock;
  readonly #shortest: number;
  readonly #credit: number;
  #interval: number;
  #next: number;
  #queue: Promise<void> = Promise.resolve();

  constructor(clock: Clock, { perSecond, burst }: typeof localRate) {
    this.#clock = clock;
    this.#shortest = 1000 / perSecond;
    this.#interval = this.#shortest;
    this.#credit = burst * this.#shortest;
    this.#next = clock.now();
  }

  share<Input, Answer>(call: Call<Input, Answer>): Call<Input, Answer> {
    return async (input, signal) => {
      await this.#turn(signal);
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

  /** One after the other, so that who waits hears of a throttling, too. */
  async #turn(signal?: AbortSignal): Promise<void> {
    const before = this.#queue;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#queue = promise;
    try {
      await before;
      const now = this.#clock.now();
      if (this.#next > now) await sleep(this.#clock, this.#next - now, signal);
      // A pause saves up for a burst, but not more than one.
      this.#next = Math.max(this.#next, now - this.#credit) + this.#interval;
    } finally {
      resolve();
    }
  }

  #slowDown(): void {
    this.#interval = Math.min(slowest, Math.max(this.#interval, 100) * 2);
    this.#next = this.#clock.now() + this.#interval;
  }
}
