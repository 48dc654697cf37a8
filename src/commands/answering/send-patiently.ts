import type { Context } from '../../cli/command.ts';
import type { Lambda } from '../../lambda/client.ts';
import { isLoggedOut, isPassing } from '../../lambda/service-error.ts';
import { sleep } from '../../model/time.ts';
import type { CallbackWatch } from '../beating/callback-watch.ts';
import { troubleOf } from '../beating/trouble-of.ts';
import { tellInterrupter } from '../tell-interrupter.ts';
import type { Answer } from './answer-callback.ts';
import type { CallbackTarget } from './callback-target.ts';
import { type AnswerFate, sendAnswer } from './send-answer.ts';
import { triedBefore } from './tried-before.ts';

// For callbacks that do not expire, or nobody knows when.
const longestPatience = 3_600_000;
const longestPause = 30_000;

/** Sends an answer, again and again while the service is away or busy, for as long as the callback lives. */
export async function sendPatiently(
  { clock, io, signal }: Pick<Context, 'clock' | 'io' | 'signal'>,
  lambda: Lambda,
  target: CallbackTarget,
  answer: Answer,
  { lost, deadline = clock.now() + longestPatience }: Pick<CallbackWatch, 'lost' | 'deadline'>,
): Promise<AnswerFate> {
  // What was worked for is not thrown away by an interruption, either; a second one ends the process.
  const unhurried = { io, signal: new AbortController().signal };
  using _interrupted = tellInterrupter({ clock, io, signal }, () => goesOn);
  let attempt = answer;
  for (let pause = 1000; ; pause = Math.min(pause * 2, longestPause)) {
    const isLast = lost.aborted || clock.now() >= deadline;
    try {
      return await sendAnswer(unhurried, lambda, target, attempt, false);
    } catch (error) {
      // Somebody may log in again while it waits.
      if (isLast || !(isPassing(error) || isLoggedOut(error))) throw error;
      io.note(`durcb: warning: the answer did not get through, trying again: ${troubleOf(error)}`);
    }
    attempt = triedBefore(answer);
    // Whether the callback has come to its end through this answer, the next attempt tells.
    await sleep(clock, Math.min(pause, Math.max(0, deadline - clock.now())), lost).catch(() => {});
  }
}

const goesOn =
  'the answer is still on its way; another interruption ends that, and nobody knows whether it was taken';
