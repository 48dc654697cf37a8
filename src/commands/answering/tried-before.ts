import { Failure } from '../../cli/failure.ts';
import type { Answer } from './answer-callback.ts';

/** The same answer after an attempt of which nobody knows what became: it may itself have closed the callback. */
export function triedBefore(answer: Answer): Answer {
  return {
    ...answer,
    send: (lambda, callbackId) =>
      answer.send(lambda, callbackId).catch((error) => {
        throw error instanceof Failure ? error.with({ attempts: error.attempts + 1 }) : error;
      }),
  };
}
