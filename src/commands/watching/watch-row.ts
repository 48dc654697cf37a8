import type { Column } from '../../cli/command.ts';
import type { CallbackOutcome } from '../../lambda/callback-record.ts';
import { column, durationColumn } from '../column.ts';
import type { CallbackEnding, WatchedRow } from '../output/watched.ts';
import { pendingRow } from '../pending-row.ts';
import type { WatchEvent } from './watch-ledger.ts';

const time = column('time', 'Derived.At', { usualWidth: 8, whenNarrow: 'drop' });
const event = column('event', 'Derived.Event', { usualWidth: 8, whenNarrow: 'keep' });
const names = [
  column('name', 'Derived.Name', { usualWidth: 16 }),
  column('execution', 'DurableExecutionName', { usualWidth: 20 }),
  column('function', 'FunctionName', { usualWidth: 16 }),
];
const left = durationColumn('expires in', 'Derived.ExpiresInSeconds');
const outcome = column('outcome', 'Derived.Outcome');
const id = column('id', 'CallbackId', { usualWidth: 76 });

/** What a line of `pending --watch` shows to programs. */
const allColumns = [time, event, ...names, left, outcome, id];

/** The same on a screen, where what is left and how it ended need one column between them. */
const fewColumns: readonly Column[] = [
  time,
  event,
  ...names,
  {
    header: 'left / how',
    usualWidth: 10,
    whenNarrow: 'keep',
    value: (row) => words[String(outcome.value(row))] ?? left.value(row),
  },
  id,
];

export const watchColumns = (isTable: boolean): readonly Column[] => (isTable ? fewColumns : allColumns);

const words: Readonly<Record<string, string>> = {
  SUCCEEDED: 'answered',
  FAILED: 'failed',
  TIMED_OUT: 'timed out',
  HEARTBEAT_TIMED_OUT: 'no beat',
  EXECUTION_ENDED: 'ended',
} satisfies Record<CallbackEnding, string>;

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
