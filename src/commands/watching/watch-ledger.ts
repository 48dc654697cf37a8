import type { PendingCallback } from '../../lambda/pending-callback.ts';
import type { CallbackChange } from '../../lambda/watch/callback-change.ts';
import { type PendingFilter, pendingFilter } from '../pending-filter.ts';

/** What a watcher is told of a callback. */
export type WatchEvent =
  | CallbackChange
  | { readonly kind: 'expiring'; readonly callback: PendingCallback; readonly at: Date };

interface Entry {
  readonly callback: PendingCallback;
  isTold: boolean;
  isWarned: boolean;
}

const longestWarning = 15 * 60_000;

/** Keeps what is open, and says what is to be told of it: each thing once. Times in epoch milliseconds. */
export class WatchLedger {
  readonly #filter: PendingFilter;
  /** Whether a callback may ever be told: its name stays what it is. */
  readonly #isNamed: (callback: PendingCallback) => boolean;
  readonly #open = new Map<string, Entry>();
  #due = Infinity;

  /** The filter's `expiringWithin` says when a callback is told as expiring, and filters nothing. */
  constructor(filter: PendingFilter) {
    this.#filter = filter;
    this.#isNamed = pendingFilter({ ...filter, olderThan: undefined, expiringWithin: undefined }, 0);
  }

  /** When something is to be told though nothing has changed; never too late, perhaps too early. */
  get due(): number {
    return this.#due;
  }

  take(change: CallbackChange, now: number): readonly WatchEvent[] {
    const { CallbackId } = change.callback;
    const entry = this.#open.get(CallbackId);
    if (change.kind === 'closed') {
      this.#open.delete(CallbackId);
      return entry?.isTold ? [change] : [];
    }
    if (entry || !this.#isNamed(change.callback)) return [];
    const opened = { callback: change.callback, isTold: false, isWarned: false };
    this.#open.set(CallbackId, opened);
    const events = this.#tell(opened, now);
    this.#due = Math.min(this.#due, this.#dueOf(opened, now));
    return events;
  }

  /** What is to be told by now. */
  tell(now: number): readonly WatchEvent[] {
    const events = [...this.#open.values()].flatMap((entry) => this.#tell(entry, now));
    this.#due = Infinity;
    for (const entry of this.#open.values()) this.#due = Math.min(this.#due, this.#dueOf(entry, now));
    return events;
  }

  #tell(entry: Entry, now: number): WatchEvent[] {
    const { callback } = entry;
    const events: WatchEvent[] = [];
    if (!entry.isTold && pendingFilter({ ...this.#filter, expiringWithin: undefined }, now)(callback)) {
      entry.isTold = true;
      events.push({ kind: 'opened', callback });
    }
    if (entry.isTold && !entry.isWarned && this.#isExpiring(callback, now)) {
      entry.isWarned = true;
      events.push({ kind: 'expiring', callback, at: new Date(now) });
    }
    return events;
  }

  #dueOf({ callback, isTold, isWarned }: Entry, now: number): number {
    const { StartTimestamp, Derived } = callback;
    if (isWarned) return Infinity;
    const due = isTold
      ? (Derived.Deadline?.getTime() ?? Infinity) - this.#threshold(callback)
      : StartTimestamp.getTime() + (this.#filter.olderThan ?? Infinity) + 1;
    return due > now ? due : Infinity;
  }

  #isExpiring(callback: PendingCallback, now: number): boolean {
    const { expiringWithin } = this.#filter;
    if (expiringWithin !== undefined)
      return pendingFilter({ ...this.#filter, olderThan: undefined }, now)(callback);
    return (callback.Derived.Deadline?.getTime() ?? Infinity) - now <= this.#threshold(callback);
  }

  // Nobody need hurry for what was to be answered within minutes anyway.
  #threshold({ Timeout = 0 }: PendingCallback): number {
    return this.#filter.expiringWithin ?? Math.min(longestWarning, (Timeout * 1000) / 10);
  }
}
