import type { EventType } from '@aws-sdk/client-lambda';
import * as fc from 'fast-check';
import type { HistoryEvent } from '../../../src/lambda/history-event.ts';
import { ManualClock } from '../../manual-clock.ts';

const some = (members: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(members, { requiredKeys: [], noNullPrototype: true });

const seconds = fc.nat(1_000_000);
const time = fc.nat(2_000_000_000).map((milliseconds) => new Date(milliseconds));
const payload = some({ Truncated: fc.boolean() });
const result = some({ Result: payload });
const error = some({ Error: payload });
const retry = some({ CurrentAttempt: fc.nat(9), NextAttemptDelaySeconds: seconds });

/** The details of every kind of event, as they are told without payloads. */
const details: Readonly<Record<EventType, fc.Arbitrary<unknown>>> = {
  ExecutionStarted: some({ Input: payload, ExecutionTimeout: seconds }),
  ExecutionSucceeded: result,
  ExecutionFailed: error,
  ExecutionTimedOut: error,
  ExecutionStopped: error,
  ContextStarted: fc.constant({}),
  ContextSucceeded: result,
  ContextFailed: error,
  WaitStarted: some({ Duration: seconds, ScheduledEndTimestamp: time }),
  WaitSucceeded: some({ Duration: seconds }),
  WaitCancelled: error,
  StepStarted: fc.constant({}),
  StepSucceeded: some({ Result: payload, RetryDetails: retry }),
  StepFailed: some({ Error: payload, RetryDetails: retry }),
  ChainedInvokeStarted: some({
    FunctionName: fc.string(),
    TenantId: fc.string(),
    Input: payload,
    ExecutedVersion: fc.string(),
    DurableExecutionArn: fc.string(),
  }),
  ChainedInvokeSucceeded: result,
  ChainedInvokeFailed: error,
  ChainedInvokeTimedOut: error,
  ChainedInvokeStopped: error,
  CallbackStarted: some({ CallbackId: fc.string(), Timeout: seconds, HeartbeatTimeout: seconds }),
  CallbackSucceeded: result,
  CallbackFailed: error,
  CallbackTimedOut: error,
  InvocationCompleted: some({
    StartTimestamp: time,
    EndTimestamp: time,
    RequestId: fc.string(),
    Error: payload,
  }),
};

const kinds = Object.keys(details).filter((kind): kind is EventType => kind in details);

const anyOf = (...some: readonly EventType[]) =>
  fc.constantFrom(...some).chain((EventType) =>
    fc.record(
      {
        EventType: fc.constant(EventType),
        // Not long ago, so that it may be that more comes.
        EventTimestamp: fc.nat(600_000).map((ago) => new Date(new ManualClock().now() - ago)),
        Id: fc.constantFrom('a', 'b', 'c', 'd'),
        Name: fc.string(),
        SubType: fc.constantFrom('WaitForCallback', 'Map'),
        ParentId: fc.constantFrom('a', 'b'),
        [`${EventType}Details`]: details[EventType],
      },
      { requiredKeys: ['EventType', 'EventTimestamp'] },
    ),
  );

const ends: readonly EventType[] = [
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionStopped',
  'ExecutionTimedOut',
];
const within = fc.array(anyOf(...kinds.filter((kind) => !ends.includes(kind))), {
  minLength: 1,
  maxLength: 80,
});
const invocation = anyOf('InvocationCompleted');
const cutOff = anyOf('ExecutionStopped', 'ExecutionTimedOut');
const end = fc.oneof(
  fc.constant([]),
  fc.tuple(invocation, anyOf('ExecutionSucceeded', 'ExecutionFailed')),
  fc.tuple(cutOff),
  fc.tuple(cutOff, invocation),
);

/** Any events in any order until the execution ends, if it does; told without payloads and numbered from 1 on. */
export const anyHistory: fc.Arbitrary<readonly HistoryEvent[]> = fc
  .tuple(within, end)
  .map(([events, last]) => [...events, ...last].map((event, index) => ({ ...event, EventId: index + 1 })));
