import type { PendingCallback } from '../lambda/pending-callback.ts';
import { column, durationColumn } from './column.ts';
import type { PendingRow } from './output/pending.ts';

export const pendingColumns = [
  column('name', 'Derived.Name'),
  column('function', 'FunctionName'),
  column('execution', 'DurableExecutionName'),
  durationColumn('waiting for', 'Derived.AgeSeconds', { whenNarrow: 'drop' }),
  durationColumn('expires in', 'Derived.ExpiresInSeconds'),
  durationColumn('heartbeat', 'HeartbeatTimeout', { whenNarrow: 'drop' }),
  column('id', 'CallbackId'),
];

/** Callbacks that wait, as they are shown at a time in epoch milliseconds. */
export async function* pendingRows(
  callbacks: AsyncIterable<PendingCallback>,
  now: number,
): AsyncGenerator<PendingRow> {
  for await (const callback of callbacks) yield pendingRow(callback, now);
}

/** A callback that waits, as it is shown: age and time left in seconds. */
export function pendingRow(callback: PendingCallback, now: number): PendingRow {
  const { StartTimestamp, Derived } = callback;
  const left = Derived.Deadline && (Derived.Deadline.getTime() - now) / 1000;
  const age = (now - StartTimestamp.getTime()) / 1000;
  return { ...callback, Derived: { ...Derived, AgeSeconds: age, ExpiresInSeconds: left } };
}
