import { isExecutionEnd } from './follow.ts';
import type { HistoryEvent } from './history-event.ts';
import { isGone } from './service-error.ts';

/** An event of one of the executions that are watched. */
export interface TailedEvent {
  readonly DurableExecutionArn: string;
  /** Epoch milliseconds; never before an earlier event of the same execution. */
  readonly time: number;
  readonly event: HistoryEvent;
}

/** How far an execution has been read. */
export interface Tailed {
  readonly DurableExecutionArn: string;
  /** 0 for an execution that was asked for, 1 for one that it called, and so on. */
  readonly depth: number;
  /** The number of the newest event that was read. */
  readonly last: number;
  /** The number of the newest event that has come to the reader. */
  readonly printed: number;
  readonly time: number;
  readonly hasEnded: boolean;
  /** Epoch milliseconds; 0 of those asked for, which are never forgotten, and until it is known. */
  readonly start: number;
}

/** Told of an execution that is there no more; throws the error where that must not be. */
export type OnGone = (one: Tailed, error: unknown) => void;

/** The executions that are watched, by ARN. */
export class TailedExecutions {
  readonly #all = new Map<string, Tailed>();

  get all(): readonly Tailed[] {
    return [...this.#all.values()];
  }

  /** Those of which there may be more to come. */
  get open(): readonly Tailed[] {
    return this.all.filter(({ hasEnded }) => !hasEnded);
  }

  get(DurableExecutionArn: string): Tailed | undefined {
    return this.#all.get(DurableExecutionArn);
  }

  /** Returns one that is new, undefined when it was there before. */
  add(DurableExecutionArn: string, known: Partial<Tailed> = {}): Tailed | undefined {
    if (this.#all.has(DurableExecutionArn)) return undefined;
    const added = {
      last: 0,
      printed: 0,
      time: 0,
      hasEnded: false,
      depth: 0,
      start: 0,
      ...known,
      DurableExecutionArn,
    };
    this.#all.set(DurableExecutionArn, added);
    return added;
  }

  remove(DurableExecutionArn: string): void {
    this.#all.delete(DurableExecutionArn);
  }

  /** An event has come to the reader. */
  print({ DurableExecutionArn, event }: TailedEvent): void {
    const one = this.#all.get(DurableExecutionArn);
    if (one) this.#all.set(DurableExecutionArn, { ...one, printed: event.EventId });
  }

  /** Everything that was read counts as printed: what was left out was not asked for. */
  printAll(): void {
    for (const [arn, one] of this.#all) this.#all.set(arn, { ...one, printed: one.last });
  }

  /** Forgets those that have ended, are printed, and that nobody will list again: they began before a time. */
  forget(before: number): void {
    for (const [arn, { hasEnded, start, last, printed }] of this.#all)
      if (hasEnded && printed === last && start > 0 && start <= before) this.#all.delete(arn);
  }

  /** Of an execution that is there no more nothing will come. Throws what is another error, or what `onGone` does. */
  closeIfGone(DurableExecutionArn: string, error: unknown, onGone: OnGone): void {
    const one = this.#all.get(DurableExecutionArn);
    if (!one || !isGone(error)) throw error;
    onGone(one, error);
    this.#all.set(DurableExecutionArn, { ...one, hasEnded: true });
  }

  /** Takes the next event of an execution; those that were taken before, and come again, are left out. */
  take(DurableExecutionArn: string, event: HistoryEvent): readonly TailedEvent[] {
    const one = this.#all.get(DurableExecutionArn);
    if (!one || event.EventId <= one.last) return [];
    const time = Math.max(one.time, event.EventTimestamp.getTime());
    const hasEnded = one.hasEnded || isExecutionEnd(event);
    // When one began that was called, its first event says.
    const start = one.depth > 0 ? one.start || time : one.start;
    this.#all.set(DurableExecutionArn, { ...one, last: event.EventId, time, hasEnded, start });
    return [{ DurableExecutionArn, time, event }];
  }
}
