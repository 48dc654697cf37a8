import { matchName } from '../lambda/name-pattern.ts';
import type { PendingCallback } from '../lambda/pending-callback.ts';

/** Which of the callbacks that wait are asked for; all of them by default. */
export interface PendingFilter {
  readonly name: string | undefined;
  /** Milliseconds. */
  readonly olderThan: number | undefined;
  /** Milliseconds. */
  readonly expiringWithin: number | undefined;
}

/** Whether something is filtered, so that there may be callbacks that are not shown. */
export const isFiltered = ({
  name,
  olderThan,
  expiringWithin,
  where,
}: PendingFilter & { readonly where: string | undefined }): boolean =>
  [name, olderThan, expiringWithin, where].some((value) => value !== undefined);

/** Whether a callback passes all filters, at a time in epoch milliseconds. */
export function pendingFilter(
  { name, olderThan, expiringWithin }: PendingFilter,
  now: number,
): (callback: PendingCallback) => boolean {
  const isNamed = name === undefined ? () => true : matchName(name);
  return (callback) => {
    const { Name = '', StartTimestamp, Derived } = callback;
    return (
      (isNamed(Name) || isNamed(Derived.Name ?? '')) &&
      (olderThan === undefined || now - StartTimestamp.getTime() > olderThan) &&
      (expiringWithin === undefined || mayExpire(callback, now, expiringWithin))
    );
  };
}

// When the last heartbeat was is known to nobody, so that it may have been the last.
const mayExpire = ({ HeartbeatTimeout, Derived }: PendingCallback, now: number, within: number): boolean =>
  Math.min(
    Derived.Deadline ? Derived.Deadline.getTime() - now : Infinity,
    (HeartbeatTimeout || Infinity) * 1000,
  ) <= within;
