import type { Context } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import { titleOf } from '../lambda/callback-error.ts';
import type { Lambda } from '../lambda/client.ts';
import { type LocatedCallback, locateCallback, locateOrThrow } from '../lambda/locate-callback.ts';
import { deadlineOf } from '../lambda/pending-callback.ts';
import { formatDuration, toIso } from '../model/time.ts';
import type { CallbackTarget } from './callback-target.ts';

/** When one callback's heart beats; all in milliseconds. */
export interface HeartbeatPlan {
  /** What the callback is called. */
  readonly title: string;
  readonly interval: number;
  /** How long the callback lives without a beat, where that is known. */
  readonly timeout: number | undefined;
  /** When the callback expires whatever is done, epoch; undefined when it does not, or nobody knows. */
  readonly deadline: number | undefined;
  /** When to stop, epoch. */
  readonly until: number | undefined;
}

/** Settles how often to beat; throws when that would be too seldom to keep the callback alive. */
export async function heartbeatPlan(
  { io, signal }: Context,
  lambda: Lambda,
  { CallbackId, scope }: CallbackTarget,
  every: 'auto' | number,
  until: number | undefined,
): Promise<HeartbeatPlan> {
  const locate = every === 'auto' ? locateOrThrow : locateCallback;
  const located = await locate(lambda, CallbackId, scope, signal);
  if (!located)
    io.note(
      'durcb: warning: the heartbeat timeout is not known without --execution, so --every is not checked against it',
    );
  const { timeout, deadline } = lifeOf(located);
  if (located && deadline !== undefined)
    io.note(
      `durcb: ${titleOf(located)} is to be answered by ${toIso(deadline)}: heartbeats do not move that`,
    );
  return {
    title: titleFor(located),
    interval: intervalFor(every, timeout, located),
    timeout,
    deadline,
    until,
  };
}

/** How long a callback lives, as far as that is known. */
export function lifeOf(located: LocatedCallback | undefined): Pick<HeartbeatPlan, 'timeout' | 'deadline'> {
  const { EventTimestamp, CallbackStartedDetails: details } = located?.operation.first ?? {};
  return {
    timeout: details?.HeartbeatTimeout ? details.HeartbeatTimeout * 1000 : undefined,
    deadline: EventTimestamp && deadlineOf(EventTimestamp, details?.Timeout)?.getTime(),
  };
}

/** Milliseconds between two beats; throws when the callback would not survive them. */
export function intervalFor(
  every: 'auto' | number,
  timeout: number | undefined,
  located: LocatedCallback | undefined,
): number {
  const title = titleFor(located);
  if (every === 'auto' && timeout === undefined)
    throw usageFailure(`${title} has no heartbeat timeout to go by`, 'give --every a duration');
  const interval = every === 'auto' ? (timeout ?? 0) / 3 : every;
  if (timeout !== undefined && interval >= timeout)
    throw usageFailure(
      `${title} expires after ${formatDuration(timeout)} without a heartbeat, which --every ${formatDuration(interval)} would let happen`,
      'beat more often, or give --every auto',
    );
  return interval;
}

export const titleFor = (located: LocatedCallback | undefined): string =>
  located ? titleOf(located) : 'the callback';
