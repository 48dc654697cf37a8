/**
 * How many calls go at a time: fewer as long as the service throttles, more again when it does not.
 * One at a time is the least, so that a service which throttles by chance is still asked at a good rate.
 */
export class CallWidth {
  readonly #most: number;
  #width: number;
  #underWay = 0;
  #narrowings = 0;
  readonly #waiting = new Set<() => void>();

  constructor(most: number) {
    this.#most = most;
    this.#width = most;
  }

  /** Calls when there is room. Rejects with the signal's reason when it aborts before that. */
  async run<Answer>(call: (turn: Turn) => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    if (this.#hasRoom) this.#underWay++;
    else await this.#room(signal);
    try {
      return await call(this.#turn());
    } finally {
      this.#underWay--;
      this.#letIn();
    }
  }

  #turn(): Turn {
    let seen = this.#narrowings;
    return {
      // What was throttled together counts once.
      throttled: () => {
        if (seen === this.#narrowings) {
          this.#width = Math.max(1, this.#width * 0.9);
          this.#narrowings++;
        }
        seen = this.#narrowings;
      },
      answered: () => {
        this.#width = Math.min(this.#most, this.#width + 1 / this.#width);
      },
    };
  }

  get #hasRoom(): boolean {
    return this.#underWay < Math.floor(this.#width);
  }

  #room(signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      if (this.#waiting.delete(resolve)) reject(signal?.reason);
    };
    this.#waiting.add(resolve);
    signal?.addEventListener('abort', giveUp, { once: true });
    return promise.finally(() => signal?.removeEventListener('abort', giveUp));
  }

  /** Those that have waited longest, as many as there is room for. */
  #letIn(): void {
    for (const resolve of this.#waiting) {
      if (!this.#hasRoom) return;
      this.#waiting.delete(resolve);
      this.#underWay++;
      resolve();
    }
  }
}

/** Where a call tells how it goes. */
export interface Turn {
  throttled(): void;
  answered(): void;
}
