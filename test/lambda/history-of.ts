import type { Event } from '@aws-sdk/client-lambda';
import type { HistoryEvent } from '../../src/lambda/history-event.ts';
import { advance, begun, type Progress } from '../../src/lambda/progress.ts';

export type Told = Partial<Event> & Pick<Event, 'EventType'>;

/** A history: numbered, and a second between any two events, from 1970-01-01T00:00:00Z on. */
export function historyOf(...events: readonly Told[]): HistoryEvent[] {
  return events.map((event, index) => ({
    Id: 'execution',
    ...event,
    EventType: event.EventType ?? 'ExecutionStarted',
    EventId: index + 1,
    EventTimestamp: new Date(index * 1000),
  }));
}

export function progressOf(...events: readonly Told[]): Progress {
  return historyOf(...events).reduce(advance, begun());
}
