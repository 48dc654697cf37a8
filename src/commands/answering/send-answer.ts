import type { Context } from '../../cli/command.ts';
import { Failure } from '../../cli/failure.ts';
import { explainCallbackError, isClosedFailure } from '../../lambda/callback-error.ts';
import type { Lambda } from '../../lambda/client.ts';
import { answererOf } from '../../lambda/lost-reply.ts';
import { alsoSaying } from '../also-saying.ts';
import type { Answer } from './answer-callback.ts';
import type { CallbackTarget } from './callback-target.ts';

export interface AnswerFate {
  /** Undefined where it cannot be told. */
  readonly Sent: boolean | undefined;
  /** How the callback had come to its end before. */
  readonly Closed?: string;
}

/** Sends an answer and says what became of it; throws, unless `ifPending`, when the callback was closed before. */
export async function sendAnswer(
  { io, signal }: Pick<Context, 'io' | 'signal'>,
  lambda: Lambda,
  { CallbackId, scope }: CallbackTarget,
  answer: Answer,
  ifPending: boolean,
): Promise<AnswerFate> {
  try {
    await answer.send(lambda, CallbackId);
    return { Sent: true };
  } catch (error) {
    if (signal.aborted) throw alsoSaying(error, 'it is not known whether the answer was taken');
    const answerer = await answererOf(lambda, CallbackId, scope, error, answer.isIn, signal);
    if (answerer === 'this') {
      io.note('durcb: the service had taken this answer at an earlier attempt, whose reply was lost');
      return { Sent: true };
    }
    const explained = await explainCallbackError(lambda, CallbackId, scope, error, signal);
    const isUnsure = answerer === 'unknown';
    if (!ifPending || !isClosedFailure(explained)) throw isUnsure ? unsure(explained) : explained;
    io.note(`durcb: ${explained.message}; ${isUnsure ? doubt : 'nothing was sent'}`);
    return { Sent: isUnsure ? undefined : false, Closed: explained.message };
  }
}

const doubt = 'this answer was tried more than once, and an earlier attempt may have closed it';

const unsure = (error: unknown): unknown =>
  error instanceof Failure
    ? error.with({ hint: `${doubt}; durcb history shows what the function got` })
    : error;
