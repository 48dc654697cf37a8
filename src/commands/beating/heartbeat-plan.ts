import type { Context } from '../../cli/command.ts';
import { usageFailure } from '../../cli/usage.ts';
import { titleOf } from '../../lambda/callback-error.ts';
import type { Lambda } from '../../lambda/client.ts';
import { type LocatedCallback, locateCallback, locateOrThrow } from '../../lambda/locate-callback.ts';
import { deadlineOf } from '../../lambda/pending-callback.ts';
import { remembered } from '../../lambda/remembered.ts';
import { remembering } from '../../lambda/remembering.ts';
import { type Clock, formatDuration, toIso } from '../../model/time.ts';
import type { CallbackTarget } from '../answering/callback-target.ts';

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

/** Settles how often to beat for each callback; rejects when that would be too seldom to keep it alive. */
export function heartbeatPlans(
  { clock, io, signal }: Context,
  lambda: Lambda,
  every: 'auto' | number,
  until: number | undefined,
): (target: CallbackTarget) => Promise<HeartbeatPlan> {
  const locate = every === 'auto' ? locateOrThrow : locateCallback;
  const looked = lookingOnce(lambda, clock);
  const warn = once(() => io.note(`durcb: warning: ${unchecked}`));
  return async ({ CallbackId, scope }) => {
    const located = await locate(looked, CallbackId, scope, signal);
    if (!located) warn();
    const { timeout, deadline } = lifeOf(located);
    if (located && deadline !== undefined)
      io.note(
        `durcb: ${titleOf(located)} is to be answered by ${toIso(deadline)}: heartbeats do not move that`,
      );
    const interval = intervalFor(every, timeout, located);
    return { title: titleFor(located), interval, timeout, deadline, until };
  };
}

// Many callbacks may be looked for in the same histories, and die meanwhile.
const lookingOnce = (lambda: Lambda, clock: Clock): Lambda => ({
  ...remembering(lambda, clock, Infinity),
  listDurableExecutionsByFunction: remembered(lambda.listDurableExecutionsByFunction, clock, Infinity),
  getDurableExecutionHistory: remembered(lambda.getDurableExecutionHistory, clock, Infinity),
});

const unchecked =
  'the heartbeat timeout is not known without --execution, so --every is not checked against it';

function once(call: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) call();
    isDone = true;
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
