import { Failure } from '../cli/failure.ts';
import type { CallbackScope } from './callbacks.ts';
import type { Lambda } from './client.ts';
import { eventWithData } from './event-with-data.ts';
import { detailsOf, type HistoryEvent } from './history-event.ts';
import { locateCallback } from './locate-callback.ts';
import { isDenied } from './service-error.ts';

/** Whose answer closed a callback, as far as that can be told. */
export type Answerer = 'this' | 'another' | 'unknown';

/**
 * Who answered before an answer that found the callback closed: itself, where the service took an
 * attempt whose reply was lost. `isThis` compares the event that closed the callback with the answer.
 */
export async function answererOf(
  lambda: Lambda,
  callbackId: string,
  scope: CallbackScope,
  error: unknown,
  isThis: (event: HistoryEvent) => boolean,
  signal?: AbortSignal,
): Promise<Answerer> {
  if (!(error instanceof Failure) || error.code !== 'callback-closed' || error.attempts === 1)
    return 'another';
  const event = await closingEvent(lambda, callbackId, scope, signal).catch(unlessDenied);
  if (!event || isCutShort(event)) return 'unknown';
  return isThis(event) ? 'this' : 'another';
}

function unlessDenied(error: unknown): undefined {
  if (!isDenied(error)) throw error;
}

async function closingEvent(
  lambda: Lambda,
  callbackId: string,
  scope: CallbackScope,
  signal?: AbortSignal,
): Promise<HistoryEvent | undefined> {
  const located = await locateCallback(lambda, callbackId, scope, signal);
  if (!located) return undefined;
  const { DurableExecutionArn, operation } = located;
  return eventWithData(lambda, DurableExecutionArn, operation.last.EventId, signal);
}

function isCutShort(event: HistoryEvent): boolean {
  const details = detailsOf(event);
  if (!details) return false;
  if ('Result' in details) return details.Result?.Truncated === true;
  return 'Error' in details && details.Error?.Truncated === true;
}
