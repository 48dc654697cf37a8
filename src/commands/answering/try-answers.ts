import type { Context } from '../../cli/command.ts';
import { Failure } from '../../cli/failure.ts';
import { askedOnce } from '../../lambda/asked-once.ts';
import { closedFailure } from '../../lambda/callback-error.ts';
import type { Lambda } from '../../lambda/client.ts';
import { locateCallback } from '../../lambda/locate-callback.ts';
import { mapInOrder } from '../../lambda/map-in-order.ts';
import { oneByOne } from '../one-by-one.ts';
import { concernsOne } from './answer-all.ts';
import { type AddressedAnswer, type Answered, type AnswerRules, earlierRun, shortly } from './answer-one.ts';

/** What would become of each answer, as far as the service tells beforehand; nothing is sent. */
export async function* tryAnswers(
  { signal }: Pick<Context, 'signal'>,
  lambda: Lambda,
  answers: readonly AddressedAnswer[],
  rules: AnswerRules,
  done: Answered[],
): AsyncGenerator<Answered> {
  const snapshot = askedOnce(lambda);
  const tried = mapInOrder(oneByOne(answers), 8, (answer) => tryOne(snapshot, answer, rules, signal));
  for await (const one of tried) {
    done.push(one);
    yield one;
  }
}

async function tryOne(
  lambda: Lambda,
  answer: AddressedAnswer,
  rules: AnswerRules,
  signal: AbortSignal,
): Promise<Answered> {
  const earlier = earlierRun(answer, rules);
  if (earlier) return earlier;
  const { error, unseen } = await lookAt(lambda, answer, signal);
  if (!error) return { answer, outcome: 'checked', why: unseen };
  const why = shortly(error.message);
  return rules.ifPending && error.code !== 'callback-not-found'
    ? { answer, outcome: 'closed', why }
    : { answer, outcome: 'failed', why, error };
}

interface Seen {
  /** Why it could not be answered. */
  readonly error?: Failure | undefined;
  /** Why that cannot be told. */
  readonly unseen?: string;
}

// Whoever may answer need not be allowed to read.
async function lookAt(lambda: Lambda, { target }: AddressedAnswer, signal: AbortSignal): Promise<Seen> {
  try {
    const located = await locateCallback(lambda, target.CallbackId, target.scope, signal);
    if (!located) return { unseen: 'not looked up: its line has no Execution or Function' };
    return { error: await closedFailure(lambda, located, signal) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    return concernsOne(error) ? { error } : { unseen: `not looked up: ${error.message}` };
  }
}
