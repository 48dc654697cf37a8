import type { Clock } from '../../model/time.ts';
import type { Journal } from '../journal/journal.ts';

const pauseAfterFailure = 1000;

// A timer stands still while the machine sleeps, and knows nothing of a clock that was set.
const longestSleep = 30_000;

export interface TimersParts {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'due' | 'earliestDeadline'>;
  /** Tells an execution that time has passed; rejects when what that changed could not be stored. */
  readonly tick: (executionId: string) => Promise<unknown>;
  readonly log: (line: string) => void;
}

/** One alarm for the earliest deadline of all executions. It is never cancelled for a deadline that has gone. */
export class Timers {
  #alarm: { readonly at: number; readonly timer: Disposable } | undefined;
  #isClosed = false;
  readonly #clock: Clock;
  readonly #journal: TimersParts['journal'];
  readonly #tick: TimersParts['tick'];
  readonly #log: TimersParts['log'];

  constructor(parts: TimersParts) {
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#tick = parts.tick;
    this.#log = parts.log;
  }

  /** Makes sure that the alarm rings no later. */
  note(deadline: number | undefined): void {
    if (deadline === undefined || this.#isClosed) return;
    if (this.#alarm && this.#alarm.at <= deadline) return;
    this.#alarm?.timer[Symbol.dispose]();
    const sleep = Math.min(deadline - this.#clock.now(), longestSleep);
    const timer = this.#clock.after(sleep, () => void this.#ring());
    this.#alarm = { at: deadline, timer };
  }

  close(): void {
    this.#isClosed = true;
    this.#alarm?.timer[Symbol.dispose]();
  }

  async #ring(): Promise<void> {
    this.#alarm = undefined;
    const now = this.#clock.now();
    const ticks = await Promise.allSettled(this.#journal.due(now).map((id) => this.#tick(id)));
    if (this.#isClosed) return;
    const failed = ticks.find((tick) => tick.status === 'rejected');
    if (failed) this.#log(`could not store, trying again: ${String(failed.reason)}`);
    const earliest = this.#journal.earliestDeadline();
    this.note(failed && earliest !== undefined ? Math.max(earliest, now + pauseAfterFailure) : earliest);
  }
}
