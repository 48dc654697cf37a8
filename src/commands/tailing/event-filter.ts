import * as z from 'zod/mini';
import { flag } from '../../cli/command.ts';
import { meaningOf } from '../../lambda/event-type.ts';
import { errorOf, type HistoryEvent } from '../../lambda/history-event.ts';
import { eventTypeOf, eventTypes, eventTypesValue } from '../values/event-types-value.ts';
import { type Moment, momentValue, resolveMoment } from '../values/moment.ts';
import { given } from '../values/text-value.ts';

/** Which events are shown. */
export const eventFilterOptions = {
  type: flag('--type <types>', 'events about these, by commas', z.optional(eventTypesValue), eventTypes),
  failed: flag('--failed', 'events that say something failed, timed out or was stopped', given),
  since: flag('--since <time>', 'events after, such as 10m ago', z.optional(momentValue)),
};

export interface EventFilter {
  readonly type: readonly string[] | undefined;
  readonly failed: true | undefined;
  readonly since: Moment | undefined;
}

export function eventFilter(
  { type, failed, since }: EventFilter,
  now: number,
): (event: HistoryEvent) => boolean {
  const start = since && resolveMoment(since, now);
  return (event) =>
    (!type || type.includes(eventTypeOf(event))) &&
    (!failed || isFailure(event)) &&
    (!start || event.EventTimestamp > start);
}

function isFailure(event: HistoryEvent): boolean {
  const status = meaningOf(event.EventType)?.status;
  return (
    errorOf(event) !== undefined || status === 'FAILED' || status === 'TIMED_OUT' || status === 'STOPPED'
  );
}
