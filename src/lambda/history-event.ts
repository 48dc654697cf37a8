import type { ErrorObject, Event, EventType } from '@aws-sdk/client-lambda';
import { Failure } from '../cli/failure.ts';

/** An event as the API gives it, with what every event has. */
export interface HistoryEvent extends Event {
  readonly EventType: EventType;
  readonly EventId: number;
  readonly EventTimestamp: Date;
}

/** Throws when the service leaves out what every event has. */
export function checkEvent(event: Event): HistoryEvent {
  if (isWhole(event)) return event;
  throw new Failure({
    code: 'unexpected-answer',
    message: 'the service sent a history event without type, number or time.',
  });
}

const isWhole = (event: Event): event is HistoryEvent =>
  event.EventType !== undefined && event.EventId !== undefined && event.EventTimestamp !== undefined;

type DetailsName = `${EventType}Details`;

/** The event's own details: `StepFailed` has them in `StepFailedDetails`. */
export const detailsOf = (event: HistoryEvent): Event[DetailsName] => event[`${event.EventType}Details`];

export function errorOf(event: HistoryEvent): ErrorObject | undefined {
  const details = detailsOf(event);
  return details && 'Error' in details ? details.Error?.Payload : undefined;
}

/** The event's input or result as text; undefined when it has none or it was not asked for. */
export function payloadOf(event: HistoryEvent): string | undefined {
  const details = detailsOf(event);
  if (!details) return undefined;
  if ('Result' in details) return details.Result?.Payload;
  return 'Input' in details ? details.Input?.Payload : undefined;
}

/** `Type: message`, as much of it as there is. */
export const errorLine = (error: ErrorObject | undefined): string | undefined =>
  [error?.ErrorType, error?.ErrorMessage].filter(Boolean).join(': ') || undefined;
