import { type Clock, sleep } from '../../src/model/time.ts';
import type { Random } from '../random.ts';

export interface NetworkFaults {
  readonly lostRequest: number;
  readonly lostAnswer: number;
  /** That a request arrives a second time, later. */
  readonly repeated: number;
  /** Milliseconds on the way, each way. */
  readonly slowest: number;
}

/** The request or its answer got lost; nobody knows which. */
export class LostOnTheWay extends Error {}

/** Brings requests to one life of the emulator, and answers back, as badly as it is told to. */
export class Network {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #faults: NetworkFaults;

  constructor(clock: Clock, random: Random, faults: NetworkFaults) {
    this.#clock = clock;
    this.#random = random;
    this.#faults = faults;
  }

  /** As an SDK asks: what got lost is asked again, word for word. */
  async ask<Answer>(deliver: () => Promise<Answer>): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#askOnce(deliver);
      } catch (error) {
        if (!(error instanceof LostOnTheWay) || attempt === 3) throw error;
      }
    }
  }

  async #askOnce<Answer>(deliver: () => Promise<Answer>): Promise<Answer> {
    const { lostRequest, lostAnswer, repeated } = this.#faults;
    await this.#travel();
    if (this.#random.chance(lostRequest)) throw new LostOnTheWay();
    if (this.#random.chance(repeated))
      this.#travel()
        .then(deliver)
        .catch(() => {});
    const answer = await deliver();
    await this.#travel();
    if (this.#random.chance(lostAnswer)) throw new LostOnTheWay();
    return answer;
  }

  #travel(): Promise<void> {
    return sleep(this.#clock, this.#random.between(0, this.#faults.slowest));
  }
}
