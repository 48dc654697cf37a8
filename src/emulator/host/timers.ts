import type { Clock } from '../../model/time.ts';
import type { Journal } from '../journal/journal.ts';

const pauseAfterFailure = 1000;

type DeadlineIndex = Pick<Journal, 'due' | 'earliestDeadline'>;

/** One alarm for the earliest deadline of all executions. It is never cancelled for a deadline that has gone. */
export class Timers {
  #alarm: { readonly at: number; readonly timer: Disposable } | undefined;
  #isClosed = false;
  readonly #clock: Clock;
  readonly #journal: DeadlineIndex;
  readonly #tick: (executionId: string) => Promise<unknown>;

  constructor(parts: {
    clock: Clock;
    journal: DeadlineIndex;
    tick: (executionId: string) => Promise<unknown>;
  }) {
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#tick = parts.tick;
  }

  /** Makes sure that the alarm rings no later. */
  note(deadline: number | undefined): void {
    if (deadline === undefined || this.#isClosed) return;
    if (this.#alarm && this.#alarm.at <= deadline) return;
    this.#alarm?.timer[Symbol.dispose]();
    const timer = this.#clock.after(deadline - this.#clock.now(), () => void this.#ring());
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
    const hasFailed = ticks.some(({ status }) => status === 'rejected');
    const earliest = this.#journal.earliestDeadline();
    this.note(hasFailed && earliest !== undefined ? Math.max(earliest, now + pauseAfterFailure) : earliest);
  }
}
