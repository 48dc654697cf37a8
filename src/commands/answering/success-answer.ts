import { payloadOf } from '../../lambda/history-event.ts';
import { payloadDigest } from '../payloads/payload-digest.ts';
import type { Answer } from './answer-callback.ts';

/** An answer with a result, byte for byte; undefined is no result, which is not an empty one. */
export function successAnswer(result: Uint8Array | undefined, signal?: AbortSignal): Answer {
  // As the history has it, with whatever stands before.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(result);
  return {
    kind: 'success',
    description: { ...(result && payloadDigest(result)) },
    send: (lambda, CallbackId) =>
      lambda.sendSuccess({ CallbackId, ...(result && { Result: result }) }, signal),
    isIn: (event) => event.EventType === 'CallbackSucceeded' && (payloadOf(event) ?? '') === text,
  };
}
