import type { HistoryEvent } from '../history-event.ts';
import { hasSettled } from './has-settled.ts';
import { isWhole } from './is-whole.ts';
import type { Kept } from './kept-file.ts';
import type { Store } from './store.ts';
import { decodeHistory, encodeEvent, encodeHistory } from './stored-event.ts';

/** A history as far as it was read before, without payloads. */
export interface KnownHistory {
  readonly events: readonly HistoryEvent[];
  /** Nothing can come behind it any more. */
  readonly isFinal: boolean;
  /** As it is kept; `at` is when it was last known that there was no more, in epoch milliseconds. */
  readonly kept: Kept;
}

/** Histories that were read before, by the ARNs of their executions. Never rejects. */
export interface HistoryCache {
  /** Epoch milliseconds. */
  now(): number;
  read(arn: string): Promise<KnownHistory | undefined>;
  /** Whether what was true then will do, even though it may have changed. */
  isRecent(at: number): boolean;
  /** Told of what is taken because it is recent. */
  onTaken(at: number): void;
  /** For a history that is read; `at` is when its reading began. */
  record(arn: string, at: number): HistoryRecord;
  /** Says that there was still no more at a later time. */
  confirm(arn: string, known: KnownHistory, at: number): Promise<void>;
}

export interface HistoryRecord {
  /** Takes one more event, of which nothing is held but what is kept. */
  add(event: HistoryEvent): void;
  /** Keeps the events, which are all there were; unless one was missing, or unknown here. */
  keep(): Promise<void>;
}

const day = 86_400_000;

export function historyCache(store: Store, place: string, now: () => number): HistoryCache {
  const keyOf = (arn: string) => `history ${place} ${arn}`;
  const confirm = (arn: string, { text }: Kept, at: number) => store.confirm(keyOf(arn), { text, at });
  return {
    now,
    isRecent: () => false,
    onTaken: () => {},
    async read(arn) {
      const kept = await store.read(keyOf(arn));
      const events = kept && decodeHistory(kept.text);
      if (!events || !isWhole(events)) return undefined;
      const isFinal = hasSettled(events, kept.at);
      // What is of use stays; to note that once a day is enough.
      if (isFinal && now() - kept.at > day) await confirm(arn, kept, now());
      return { events, isFinal, kept };
    },
    record: (arn, at) => recordOf((text) => store.write(keyOf(arn), { text, at })),
    confirm: (arn, { kept }, at) => confirm(arn, kept, at),
  };
}

function recordOf(write: (text: string) => Promise<void>): HistoryRecord {
  const texts: string[] = [];
  let isKnown = true;
  return {
    add(event) {
      const text = event.EventId === texts.length + 1 ? encodeEvent(event) : undefined;
      if (text === undefined) isKnown = false;
      else texts.push(text);
    },
    async keep() {
      if (isKnown && texts.length > 0) await write(encodeHistory(texts));
    },
  };
}
