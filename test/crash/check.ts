import { isDeepStrictEqual } from 'node:util';
import type { Event } from '@aws-sdk/client-lambda';
import type { Ledger } from './ledger.ts';

type Histories = ReadonlyMap<string, readonly Event[]>;

/** Everything that must not be, in sentences: what was acknowledged and is gone, and what is there twice. */
export function violations(ledger: Ledger, histories: Histories): readonly string[] {
  return [
    ...ledger.complaints,
    ...[...histories].flatMap(([arn, events]) => inHistory(events).map((what) => `${arn}: ${what}`)),
    ...lostUpdates(ledger, histories),
    ...lostAnswers(ledger, histories),
    ...lostStops(ledger, histories),
    ...changedHistories(ledger, histories),
    ...earlyTimeouts(ledger, histories),
    ...doubledStarts(ledger),
  ];
}

const ending = /^Execution(Succeeded|Failed|TimedOut|Stopped)$/;
const closing = /^(Step|Callback|Wait)(Succeeded|Failed|TimedOut|Cancelled)$/;

function inHistory(events: readonly Event[]): readonly string[] {
  const found: string[] = [];
  if (events.some(({ EventId }, index) => EventId !== index + 1)) found.push('event ids have gaps');
  const ends = events.filter(({ EventType = '' }) => ending.test(EventType));
  if (ends.length !== 1) found.push(`${ends.length} ends`);
  if (ends[0]?.EventType === 'ExecutionFailed') found.push('failed, which no plan does');
  const opened = events.filter(({ EventType = '' }) =>
    /^(Step|Callback|Wait|Execution)Started$/.test(EventType),
  );
  const closed = events.filter(({ EventType = '' }) => closing.test(EventType));
  return [...found, ...twice('begun', opened), ...twice('closed', closed)];
}

function twice(how: string, events: readonly Event[]): readonly string[] {
  const ids = events.map(({ Id, EventType = '' }) => `${Id} (${EventType})`);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} ${how} twice`);
}

function lostUpdates({ updates }: Ledger, histories: Histories): readonly string[] {
  return updates
    .filter(({ arn, operationId, eventType, payload }) =>
      missing(histories.get(arn), (event) => {
        const told = event.StepSucceededDetails?.Result?.Payload;
        return event.Id === operationId && event.EventType === eventType && (!payload || told === payload);
      }),
    )
    .map(
      ({ arn, operationId, eventType }) =>
        `${arn}: ${eventType} of ${operationId} was acknowledged and is lost`,
    );
}

function lostAnswers({ answers }: Ledger, histories: Histories): readonly string[] {
  return answers
    .filter(({ arn, operationId, payload }) =>
      missing(histories.get(arn), (event) => {
        const { CallbackSucceededDetails: success, CallbackFailedDetails: failure } = event;
        const told = success?.Result?.Payload ?? failure?.Error?.Payload?.ErrorMessage;
        return event.Id === operationId && told === payload;
      }),
    )
    .map(
      ({ arn, operationId, payload }) => `${arn}: ${payload} to ${operationId} was acknowledged and is lost`,
    );
}

function lostStops({ stops }: Ledger, histories: Histories): readonly string[] {
  return [...stops]
    .filter((arn) => missing(histories.get(arn), ({ EventType = '' }) => ending.test(EventType)))
    .map((arn) => `${arn} was stopped and has no end`);
}

function changedHistories(ledger: Ledger, histories: Histories): readonly string[] {
  return [...ledger.histories]
    .filter(([arn, shown]) => !isDeepStrictEqual(histories.get(arn)?.slice(0, shown.length), shown))
    .map(([arn]) => `${arn}: events that were shown are gone or have changed`);
}

function earlyTimeouts({ beats }: Ledger, histories: Histories): readonly string[] {
  return beats
    .filter(({ arn, operationId, heartbeatTimeout, at }) =>
      histories
        .get(arn)
        ?.some(
          ({ Id, EventType, EventTimestamp }) =>
            Id === operationId &&
            EventType === 'CallbackTimedOut' &&
            Number(EventTimestamp) < at + (heartbeatTimeout ?? 0) * 1000,
        ),
    )
    .map(
      ({ arn, operationId }) => `${arn}: ${operationId} timed out although its heartbeat was acknowledged`,
    );
}

function doubledStarts({ starts }: Ledger): readonly string[] {
  const arns = [...starts.values()];
  return arns.filter((arn, index) => arns.indexOf(arn) !== index).map((arn) => `${arn} has two names`);
}

// What did not come to an end was complained about already.
const missing = (events: readonly Event[] | undefined, isIt: (event: Event) => boolean): boolean =>
  events !== undefined && events.filter(isIt).length !== 1;
