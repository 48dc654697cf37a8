import type { Clock } from '../model/time.ts';
import type { HistoryEvent } from './history-event.ts';
import { advance, begun, type Progress, stateOf, type Wait, waitsOf } from './progress.ts';

// Milliseconds between two questions: at least, at most while a function works, and at most while nothing runs.
const localLimits = { shortest: 50, working: 500, parked: 1_000 };
const remoteLimits = { shortest: 500, working: 5_000, parked: 30_000 };

/** How long to wait before an execution is asked about again: a tenth of the time in which nothing has happened. */
export class FollowPace {
  readonly #clock: Clock;
  readonly #limits: typeof localLimits;
  #progress: Progress = begun();
  #isWhole: boolean;
  #news: number;

  /** `isWhole`: the first events it is told are the execution's first. */
  constructor(clock: Clock, isLocal: boolean, isWhole: boolean) {
    this.#clock = clock;
    this.#limits = isLocal ? localLimits : remoteLimits;
    this.#isWhole = isWhole;
    this.#news = clock.now();
  }

  /** Takes what was new. */
  take(events: readonly HistoryEvent[]): void {
    if (events.length === 0) return;
    this.#progress = events.reduce(advance, this.#progress);
    this.#news = this.#clock.now();
  }

  /** Whether it would pay to know what happened before: an execution that may be parked is asked for little else. */
  get wantsPast(): boolean {
    return !this.#isWhole && this.#clock.now() - this.#news > 10 * this.#limits.working;
  }

  /** Takes everything there is, which is no news. */
  takePast(events: readonly HistoryEvent[]): void {
    this.#progress = events.reduce(advance, begun());
    this.#isWhole = true;
  }

  /** Milliseconds. */
  delay(): number {
    const now = this.#clock.now();
    const { shortest, working, parked } = this.#limits;
    const waits = stateOf(this.#progress, now) === 'waiting' ? waitsOf(this.#progress.operations) : [];
    const due = waits.map(({ Until }) => Until?.getTime() ?? Infinity);
    const isParked = waits.length > 0 && due.every((time) => time > now);
    const quiet = now - Math.max(this.#news, ...due.filter((time) => time <= now));
    const soon = Math.min(Math.max(quiet / 10, shortest), isParked ? parked : working);
    const next = isParked && waits.every(isTimer) ? parked : soon;
    return isParked ? Math.max(shortest, Math.min(next, ...due.map((time) => time - now))) : next;
  }
}

// Nobody but the service's own clock ends these, and it says when.
const isTimer = ({ Kind, Until }: Wait): boolean =>
  Until !== undefined && (Kind === 'timer' || Kind === 'retry');
