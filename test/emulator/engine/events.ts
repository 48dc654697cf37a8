import type { EventOf } from '../../../src/model/event.ts';
import type { ErrorObject } from '../../../src/model/wire.ts';
import { second } from './second.ts';

// The events that most tests see beside the ones they are about.

export function invocationStarted(number: number, seconds: number): EventOf<'_InvocationStarted'> {
  const RequestId = `request-${number}`;
  return { EventTimestamp: second(seconds), EventType: '_InvocationStarted', RequestId };
}

export function invocationCompleted(
  number: number,
  { from, to, error }: { from: number; to: number; error?: ErrorObject },
): EventOf<'InvocationCompleted'> {
  return {
    EventTimestamp: second(to),
    EventType: 'InvocationCompleted',
    InvocationCompletedDetails: {
      StartTimestamp: second(from),
      EndTimestamp: second(to),
      RequestId: `request-${number}`,
      Error: error && { Payload: error },
    },
  };
}

export function checkpointed(seconds: number, ClientToken?: string): EventOf<'_Checkpointed'> {
  return { EventTimestamp: second(seconds), EventType: '_Checkpointed', ClientToken };
}

export function executionSucceeded(seconds: number, Payload?: string): EventOf<'ExecutionSucceeded'> {
  return {
    EventTimestamp: second(seconds),
    EventType: 'ExecutionSucceeded',
    ExecutionSucceededDetails: { Result: { Payload } },
  };
}

export function executionFailed(seconds: number, Payload: ErrorObject): EventOf<'ExecutionFailed'> {
  return {
    EventTimestamp: second(seconds),
    EventType: 'ExecutionFailed',
    ExecutionFailedDetails: { Error: { Payload } },
  };
}
