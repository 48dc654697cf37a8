import type { ListedExecution } from '../executions.ts';
import { type OpenParts, openParts } from './callback-change.ts';

/** An execution under watch. */
export interface Watched {
  readonly parts: OpenParts;
  /** Of what happened before it was found, only what is still open is news. */
  readonly wasThere: boolean;
  /** The number of the newest event that was read. */
  last: number;
  /** When that happened, epoch milliseconds. */
  news: number;
  /** When it is looked at again, epoch milliseconds. */
  due: number;
}

/** The executions under watch, and which have been: each joins once. */
export class WatchedExecutions {
  readonly #open = new Map<string, Watched>();
  /** When those started that can be listed again, epoch milliseconds. */
  readonly #known = new Map<string, number>();

  get size(): number {
    return this.#open.size;
  }

  /** When the next is to be looked at, epoch milliseconds. */
  get due(): number {
    let due = Infinity;
    for (const one of this.#open.values()) due = Math.min(due, one.due);
    return due;
  }

  /** Those to be looked at by a time, the most urgent first. */
  dueAt(now: number): readonly Watched[] {
    const due = [...this.#open.values()].filter((one) => one.due <= now);
    return due.sort((one, other) => one.due - other.due);
  }

  watch(DurableExecutionArn: string, wasThere: boolean, now: number): void {
    const parts = openParts(DurableExecutionArn);
    this.#open.set(DurableExecutionArn, { parts, wasThere, last: 0, news: now, due: now });
  }

  /** Watches those that are new; what had ended before anybody looked is not. Says whether there were any. */
  join(listed: readonly ListedExecution[], isFirst: boolean, now: number): boolean {
    let hasNews = false;
    for (const { DurableExecutionArn, StartTimestamp, Status } of listed) {
      if (this.#known.has(DurableExecutionArn)) continue;
      this.#known.set(DurableExecutionArn, StartTimestamp.getTime());
      if (isFirst && Status !== 'RUNNING') continue;
      this.watch(DurableExecutionArn, isFirst, now);
      hasNews = true;
    }
    return hasNews;
  }

  /** Those that nobody will list again: they began no later. */
  forget(horizon: number): void {
    for (const [arn, start] of this.#known) if (start <= horizon) this.#known.delete(arn);
  }

  /** Has what changed be looked at now; true when some of it is not watched yet. */
  hasten(changed: readonly string[], now: number): boolean {
    let isUnknown = false;
    for (const arn of changed) {
      const one = this.#open.get(arn);
      if (one) one.due = now;
      else isUnknown = true;
    }
    return isUnknown;
  }

  end({ parts }: Watched): void {
    this.#open.delete(parts.DurableExecutionArn);
  }
}
