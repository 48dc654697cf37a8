import type { Context } from '../../cli/command.ts';
import { exitCodeFor, exitCodes, type Failure } from '../../cli/failure.ts';
import type { Lambda } from '../../lambda/client.ts';
import { mergeLive } from '../tailing/merge-live.ts';
import {
  type AddressedAnswer,
  type Answered,
  type AnswerRules,
  answerOne,
  earlierRun,
} from './answer-one.ts';
import { turns } from './turns.ts';

export interface Pace extends AnswerRules {
  /** How many are under way at a time. */
  readonly concurrency: number;
  /** Milliseconds from the beginning of one to that of the next. */
  readonly interval: number;
}

/**
 * Sends answers and says of each what became of it, in the order in which that is known. Begins no more of them
 * once the signal aborts, or one has met with what the others would meet with, too; those under way are finished.
 * What is known stands in `done`, also when nobody asks for it any more.
 */
export async function* answerAll(
  context: Pick<Context, 'clock' | 'io' | 'signal'>,
  lambda: Lambda,
  answers: readonly AddressedAnswer[],
  pace: Pace,
  done: Answered[],
): AsyncGenerator<Answered> {
  const queue: AddressedAnswer[] = [];
  for (const answer of answers) {
    const earlier = earlierRun(answer, pace);
    if (earlier) done.push(earlier);
    else queue.push(answer);
  }
  yield* done.slice();
  const takeTurn = turns(context, pace.interval);
  const underWay = new Set<Promise<Answered>>();
  let isStopped = false;
  let isTold = false;
  const onThrottled = () => {
    if (!isTold) context.io.note('durcb: the service is asked too often: going on more slowly');
    isTold = true;
  };
  async function* lane(): AsyncGenerator<Answered> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (!(await takeTurn()) || isStopped) return;
      const answering = answerOne(context, lambda, next, { ...pace, onThrottled });
      underWay.add(answering);
      const answered = await answering;
      underWay.delete(answering);
      isStopped ||= answered.error !== undefined && !concernsOne(answered.error);
      done.push(answered);
      yield answered;
    }
  }
  const tellOfRest = () => {
    if (underWay.size > 0 && exitCodeFor(context.signal.reason) !== exitCodes.done)
      context.io.note(`durcb: finishing ${underWay.size} under way; once more ends it at once`);
  };
  context.signal.addEventListener('abort', tellOfRest, { once: true });
  try {
    yield* mergeLive(Array.from({ length: Math.min(pace.concurrency, queue.length) }, lane));
  } finally {
    await Promise.allSettled(underWay);
    context.signal.removeEventListener('abort', tellOfRest);
  }
}

/** Whether another callback may well be answered all the same. */
export const concernsOne = ({ exitCode, code }: Failure): boolean =>
  ownCodes.has(code) || ownExits.has(exitCode);

const ownCodes = new Set(['invalid-parameter', 'service-error', 'service-fault']);
const ownExits = new Set<number>([
  exitCodes.callbackAnswered,
  exitCodes.callbackExpired,
  exitCodes.notFound,
  exitCodes.refused,
]);
