import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { explainCallbackError } from '../../lambda/callback-error.ts';
import type { Lambda } from '../../lambda/client.ts';
import { isLoggedOut, isPassing } from '../../lambda/service-error.ts';
import { formatDuration, sleep } from '../../model/time.ts';
import type { CallbackTarget } from '../answering/callback-target.ts';
import type { Beat } from '../output/heartbeat.ts';
import { payloadDigest } from '../payloads/payload-digest.ts';
import { beatRow } from './beat.ts';
import type { HeartbeatPlan } from './heartbeat-plan.ts';
import { troubleOf } from './trouble-of.ts';

type Surroundings = Pick<Context, 'clock' | 'io' | 'signal'>;

/** Beats at once and then on, a row each, until the callback is answered; throws when it ends in another way. */
export async function* heartbeatLoop(
  context: Surroundings,
  lambda: Lambda,
  target: CallbackTarget,
  plan: HeartbeatPlan,
): AsyncGenerator<Beat> {
  try {
    yield* beatsUntilClosed(context, lambda, target, plan);
  } catch (error) {
    if (!isAnswered(error)) throw error;
    context.io.note(`durcb: ${error.message}`);
  }
}

/** The same, but throws also when the callback is answered. */
export async function* beatsUntilClosed(
  context: Surroundings,
  lambda: Lambda,
  { CallbackId, scope }: CallbackTarget,
  plan: HeartbeatPlan,
): AsyncGenerator<Beat> {
  const { clock, io, signal } = context;
  let isNear = false;
  for (let beat = 1; ; beat++) {
    try {
      await beatPatiently(context, lambda, CallbackId, plan, beat);
    } catch (error) {
      throw await explainCallbackError(lambda, CallbackId, scope, error, signal);
    }
    const now = clock.now();
    const delay = plan.interval * spread(CallbackId, beat);
    const isLast = plan.until !== undefined && now + delay > plan.until;
    yield beatRow(CallbackId, beat, now, {
      next: isLast ? undefined : now + delay,
      expires: expiryOf(plan, now),
    });
    if (isLast) return;
    // At the first beat it has just been said when that is.
    if (beat > 1 && !isNear && isNearing(plan, now)) {
      isNear = true;
      io.note(`durcb: warning: ${expiryWarning(plan, now)}`);
    }
    await sleep(clock, delay, signal);
  }
}

const isNearing = (
  { deadline = Infinity, interval, until = Infinity }: HeartbeatPlan,
  now: number,
): boolean => deadline < until && deadline - now <= Math.max(3 * interval, 60_000);

const expiryWarning = ({ title, deadline = 0 }: HeartbeatPlan, now: number): string =>
  `${title} expires in ${formatDuration(deadline - now)}, which no heartbeat moves`;

// What is not known does not count.
function expiryOf({ timeout, deadline }: HeartbeatPlan, beat: number): number | undefined {
  const ends = [timeout === undefined ? undefined : beat + timeout, deadline];
  const known = ends.filter((end) => end !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

const isAnswered = (error: unknown): error is Failure =>
  error instanceof Failure && error.exitCode === exitCodes.callbackAnswered;

// The service may be busy or the network down for a while: all the time the callback lives is there to try again.
async function beatPatiently(
  { clock, io, signal }: Surroundings,
  lambda: Lambda,
  CallbackId: string,
  { title, interval, timeout }: HeartbeatPlan,
  beat: number,
): Promise<void> {
  const deadline = timeout === undefined ? Infinity : clock.now() - (beat > 1 ? interval : 0) + timeout;
  for (let delay = 1000; ; delay = Math.min(delay * 2, interval)) {
    try {
      await lambda.sendHeartbeat({ CallbackId }, signal);
      return;
    } catch (error) {
      const isFutile = !isPassing(error) && !isLoggedOut(error);
      // What went wrong from the beginning is for people to see at once.
      const isHopeless = isFutile || (beat === 1 && (isNobodyThere(error) || isLoggedOut(error)));
      if (isHopeless || clock.now() + delay > deadline) throw error;
      io.note(
        `durcb: warning: heartbeat ${beat} of ${title} did not get through, trying again: ${troubleOf(error)}${warning(deadline - clock.now())}`,
      );
      await sleep(clock, delay, signal);
    }
  }
}

const isNobodyThere = (error: unknown): boolean => error instanceof Failure && error.code === 'no-endpoint';

const warning = (left: number): string =>
  Number.isFinite(left) ? `; it expires in ${formatDuration(left)}` : '';

// Many workers started together must not beat together. Never longer than asked for.
function spread(CallbackId: string, beat: number): number {
  const { Sha256 } = payloadDigest(`${CallbackId} ${beat}`);
  return 1 - Number.parseInt(Sha256.slice(0, 4), 16) / 0x10000 / 10;
}
