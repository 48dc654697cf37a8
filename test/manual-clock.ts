import type { Clock } from '../src/model/time.ts';

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

/** Time that stands still until the test moves it on. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, call: () => void): Disposable {
    const timer: Timer = { due: this.#now + Math.max(0, milliseconds), call };
    this.#timers.add(timer);
    // What is due now needs no time to pass.
    if (milliseconds <= 0) setImmediate(() => this.#fire(timer));
    return { [Symbol.dispose]: () => this.#timers.delete(timer) };
  }

  /** Calls what falls due on the way, in that order, each at its own time. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.due);
      this.#fire(next);
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.due <= end);
    return due.sort((one, other) => one.due - other.due)[0];
  }

  #fire(timer: Timer): void {
    if (this.#timers.delete(timer)) timer.call();
  }
}
