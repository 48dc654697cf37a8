import type { Context } from '../../cli/command.ts';
import { Failure } from '../../cli/failure.ts';
import { closedFailure } from '../../lambda/callback-error.ts';
import type { Lambda } from '../../lambda/client.ts';
import { type LocatedCallback, locateCallback, locateOrThrow } from '../../lambda/locate-callback.ts';
import { isLoggedOut, isPassing } from '../../lambda/service-error.ts';
import { formatDuration, sleep } from '../../model/time.ts';
import type { CallbackTarget } from '../answering/callback-target.ts';
import { onAbort } from '../on-abort.ts';
import { beatsUntilClosed } from './heartbeat-loop.ts';
import { intervalFor, lifeOf, titleFor } from './heartbeat-plan.ts';

/** A callback kept alive while somebody works for its answer. */
export interface CallbackWatch {
  /** Aborts with the Failure that tells why the callback cannot be answered any more. */
  readonly lost: AbortSignal;
  /** When the callback expires whatever is done, epoch milliseconds, where that is known. */
  readonly deadline: number | undefined;
  /** `with a heartbeat every 20s`. */
  readonly description: string;
  stop(): Promise<void>;
}

type Surroundings = Pick<Context, 'clock' | 'io' | 'signal'>;

/** Begins to watch; rejects when the callback has come to its end before, or cannot be kept alive. */
export async function watchCallback(
  { clock, io, signal }: Surroundings,
  lambda: Lambda,
  target: CallbackTarget,
  every: 'auto' | number,
): Promise<CallbackWatch> {
  const located = await whereabouts(lambda, target, every, signal);
  const { timeout, deadline } = lifeOf(located);
  const ending = new AbortController();
  const lost = new AbortController();
  const surroundings = { clock, io, signal: ending.signal };
  const beats = every !== 'auto' || timeout !== undefined;
  const interval = beats ? intervalFor(every, timeout, located) : lookInterval;
  const plan = { title: titleFor(located), interval, timeout, deadline, until: undefined };
  const watching = beats
    ? beatsUntilClosed(surroundings, lambda, target, plan)
    : looksUntilClosed(surroundings, lambda, target);
  await first(watching, signal, ending);
  const watched = goOn(watching, ending.signal, lost);
  return {
    lost: lost.signal,
    deadline,
    description: beats ? `with a heartbeat every ${formatDuration(interval)}` : 'which needs no heartbeat',
    stop() {
      ending.abort();
      return watched;
    },
  };
}

// Until somebody works for the answer there is nothing to be kept alive.
async function first(
  watching: AsyncGenerator<unknown>,
  signal: AbortSignal,
  ending: AbortController,
): Promise<void> {
  using _interrupted = onAbort(signal, () => ending.abort(signal.reason));
  await watching.next();
}

async function whereabouts(
  lambda: Lambda,
  { CallbackId, scope }: CallbackTarget,
  every: 'auto' | number,
  signal: AbortSignal,
): Promise<LocatedCallback | undefined> {
  if (every !== 'auto') return locateCallback(lambda, CallbackId, scope, signal);
  try {
    return await locateOrThrow(lambda, CallbackId, scope, signal);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'execution-unknown') throw error;
    throw error.with({ hint: `${error.hint}; or say how often to beat with --every` });
  }
}

async function goOn(
  watching: AsyncGenerator<unknown>,
  ending: AbortSignal,
  lost: AbortController,
): Promise<void> {
  try {
    while (!(await watching.next()).done);
  } catch (error) {
    if (!ending.aborted) lost.abort(error);
  }
}

// Reading a history is not for nothing on AWS, and who has no heartbeat timeout is in no hurry.
const lookInterval = 30_000;

/** Nothing has to be sent where there is no heartbeat timeout, but somebody else may answer. */
async function* looksUntilClosed(
  { clock, signal }: Surroundings,
  lambda: Lambda,
  { CallbackId, scope }: CallbackTarget,
): AsyncGenerator<undefined> {
  for (;;) {
    const located = await locateCallback(lambda, CallbackId, scope, signal).catch(orPassing);
    const closed = located && (await closedFailure(lambda, located, signal));
    if (closed) throw closed;
    yield undefined;
    await sleep(clock, lookInterval, signal);
  }
}

const orPassing = (error: unknown): undefined => {
  if (!isPassing(error) && !isLoggedOut(error)) throw error;
  return undefined;
};
