import type { Context } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import type { Lambda } from '../lambda/client.ts';
import { isPassing } from '../lambda/service-error.ts';
import { sleep } from '../model/time.ts';
import type { Answer } from './answer-callback.ts';
import type { CallbackTarget } from './callback-target.ts';
import type { CallbackWatch } from './callback-watch.ts';
import { type AnswerFate, sendAnswer } from './send-answer.ts';
import { triedBefore } from './tried-before.ts';

// For callbacks that do not expire, or nobody knows when.
const longestPatience = 3_600_000;
const longestPause = 30_000;

/** Sends an answer, again and again while the service is away or busy, for as long as the callback lives. */
export async function sendPatiently(
  { clock, io }: Pick<Context, 'clock' | 'io'>,
  lambda: Lambda,
  target: CallbackTarget,
  answer: Answer,
  { lost, deadline = clock.now() + longestPatience }: Pick<CallbackWatch, 'lost' | 'deadline'>,
): Promise<AnswerFate> {
  // What was worked for is not thrown away by an interruption, either; a second one ends the process.
  const unhurried = { io, signal: new AbortController().signal };
  let attempt = answer;
  for (let pause = 1000; ; pause = Math.min(pause * 2, longestPause)) {
    const isLast = lost.aborted || clock.now() >= deadline;
    try {
      return await sendAnswer(unhurried, lambda, target, attempt, false);
    } catch (error) {
      if (isLast || !isPassing(error)) throw error;
      io.note(`durcb: warning: the answer did not get through, trying again: ${messageOf(error)}`);
    }
    attempt = triedBefore(answer);
    // Whether the callback has come to its end through this answer, the next attempt tells.
    await sleep(clock, Math.min(pause, Math.max(0, deadline - clock.now())), lost).catch(() => {});
  }
}

const messageOf = (error: unknown): string => (error instanceof Failure ? error.message : String(error));
