import type { Clock } from '../../src/model/time.ts';
import type { Random } from '../random.ts';

interface Timer {
  readonly due: number;
  /** Which of those that are due at the same time comes first. */
  readonly lot: number;
  readonly call: () => void;
}

/** Time of its own, that goes on from one thing that is due to the next. */
export class SimulatedClock implements Clock {
  readonly #random: Random;
  readonly #timers = new Set<Timer>();
  #now = Date.UTC(2026, 0, 1);

  constructor(random: Random) {
    this.#random = random;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, call: () => void): Disposable {
    const timer = { due: this.#now + Math.max(0, Math.ceil(milliseconds)), lot: this.#random.next(), call };
    this.#timers.add(timer);
    return { [Symbol.dispose]: () => this.#timers.delete(timer) };
  }

  /** Does the next thing that is due; false when there is none. */
  step(): boolean {
    const next = this.#next();
    if (!next) return false;
    this.#timers.delete(next);
    this.#now = Math.max(this.#now, next.due);
    next.call();
    return true;
  }

  /** When the next thing is due. */
  get nextDue(): number | undefined {
    return this.#next()?.due;
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers)
      if (!next || timer.due < next.due || (timer.due === next.due && timer.lot < next.lot)) next = timer;
    return next;
  }
}

/** The time of one life of a process: what it waits for does not come when it has died. */
export class LifeClock implements Clock {
  readonly #clock: Clock;
  #isOver = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  after(milliseconds: number, call: () => void): Disposable {
    return this.#clock.after(milliseconds, () => {
      if (!this.#isOver) call();
    });
  }

  end(): void {
    this.#isOver = true;
  }
}
