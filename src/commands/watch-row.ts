import type { CallbackOutcome } from '../lambda/callback-record.ts';
import { column, durationColumn } from './column.ts';
import type { CallbackEnding, WatchedRow } from './output/watched.ts';
import { pendingRow } from './pending-row.ts';
import type { WatchEvent } from './watch-ledger.ts';

/** What a line of `pending --watch` shows. */
export const watchColumns = [
  column('time', 'Derived.At', { usualWidth: 8, whenNarrow: 'keep' }),
  column('event', 'Derived.Event', { usualWidth: 8, whenNarrow: 'keep' }),
  column('name', 'Derived.Name', { usualWidth: 16 }),
  column('function', 'FunctionName', { usualWidth: 16, whenNarrow: 'drop' }),
  column('execution', 'DurableExecutionName', { usualWidth: 20 }),
  { ...durationColumn('expires in', 'Derived.ExpiresInSeconds'), usualWidth: 10 },
  column('how', 'Derived.Detail', { usualWidth: 21 }),
  column('id', 'CallbackId', { usualWidth: 76 }),
];

/** An event as it is shown at a time in epoch milliseconds: the callback as `pending` has it, and what happened to it. */
export function watchRow(event: WatchEvent, now: number): WatchedRow {
  const { kind, callback } = event;
  if (event.kind !== 'closed') {
    const { Derived, ...members } = pendingRow(callback, now);
    const At = event.kind === 'opened' ? callback.StartTimestamp : event.at;
    return { ...members, Derived: { Event: kind, At, ...Derived } };
  }
  const { at: At, outcome, how: Detail } = event;
  const { Derived, ...members } = pendingRow(callback, At.getTime());
  const closed = { ExpiresInSeconds: undefined, Outcome: endings[outcome], Detail };
  return { ...members, Derived: { Event: kind, At, ...Derived, ...closed } };
}

const endings = {
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  expired: 'TIMED_OUT',
  unbeaten: 'HEARTBEAT_TIMED_OUT',
  lost: 'EXECUTION_ENDED',
} as const satisfies Record<Exclude<CallbackOutcome, 'open'>, CallbackEnding>;
