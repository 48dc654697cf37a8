import { isDeepStrictEqual } from 'node:util';
import { errorOf } from '../../lambda/history-event.ts';
import type { ErrorObject } from '../../model/wire.ts';
import { payloadDigest } from '../payloads/payload-digest.ts';
import type { Answer } from './answer-callback.ts';

/** An answer with an error. */
export function failureAnswer(error: ErrorObject, signal?: AbortSignal): Answer {
  return {
    kind: 'failure',
    description: { ...payloadDigest(JSON.stringify(error)) },
    send: (lambda, CallbackId) =>
      lambda.sendFailure({ CallbackId, Error: { ...error, StackTrace: error.StackTrace?.slice() } }, signal),
    isIn: (event) =>
      event.EventType === 'CallbackFailed' && isDeepStrictEqual(whole(errorOf(event)), whole(error)),
  };
}

// A service may leave out what is empty.
const whole = ({ ErrorType = '', ErrorMessage = '', ErrorData = '', StackTrace = [] }: ErrorObject = {}) => ({
  ErrorType,
  ErrorMessage,
  ErrorData,
  StackTrace,
});
