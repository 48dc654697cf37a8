import type { EventOf } from '../../../model/event.ts';
import type { Operation, OperationUpdate } from '../../../model/wire.ts';
import {
  ended,
  firstState,
  type OperationKind,
  type OperationState,
  stamp,
  type UpdateContext,
} from '../operation-kind.ts';
import { invalidParameter } from '../rejection.ts';

type StepEvent = EventOf<'StepStarted' | 'StepSucceeded' | 'StepFailed' | '_StepReady'>;

export const step: OperationKind<StepEvent> = {
  actions: {
    START: {
      from: ['NONE', 'READY'],
      refusal: 'Invalid current STEP state to start.',
      decide: start,
    },
    SUCCEED: {
      from: ['NONE', 'STARTED', 'READY'],
      refusal: 'Invalid current STEP state to close.',
      decide: close(succeeded),
    },
    FAIL: {
      from: ['NONE', 'STARTED', 'READY'],
      refusal: 'Invalid current STEP state to close.',
      decide: close(failed),
    },
    RETRY: {
      from: ['NONE', 'STARTED', 'READY'],
      refusal: 'Invalid current STEP state to re-attempt.',
      decide: retry,
    },
  },
  evolve,
  expire: ({ operation }, now) => [{ ...stamp(operation, now), EventType: '_StepReady' }],
  suspendsIn: ['PENDING', 'READY'],
};

/** A delay says when to try again, so it goes with RETRY and with nothing else. */
function checkDelay({ Action, StepOptions }: OperationUpdate): void {
  const isGiven = Boolean(StepOptions?.NextAttemptDelaySeconds);
  if (isGiven !== (Action === 'RETRY')) throw invalidParameter('Invalid StepOptions for the given action.');
}

function start(update: OperationUpdate, { now }: UpdateContext): StepEvent[] {
  checkDelay(update);
  return [{ ...stamp(update, now), EventType: 'StepStarted', StepStartedDetails: {} }];
}

function close(ended: typeof succeeded) {
  return (update: OperationUpdate, context: UpdateContext): StepEvent[] => {
    checkDelay(update);
    return [ended(update, context)];
  };
}

function retry(update: OperationUpdate, context: UpdateContext): StepEvent[] {
  checkDelay(update);
  if (update.Error && update.Payload !== undefined) {
    throw invalidParameter('Cannot provide both error and payload to RETRY a STEP.');
  }
  // A retry without an error is how a condition that does not hold yet is polled: the attempt itself went well.
  return [update.Error ? failed(update, context) : succeeded(update, context)];
}

function succeeded(update: OperationUpdate, context: UpdateContext): StepEvent {
  return {
    ...stamp(update, context.now),
    EventType: 'StepSucceeded',
    StepSucceededDetails: {
      Result: { Payload: update.Payload },
      RetryDetails: retryDetails(update, context),
    },
  };
}

function failed(update: OperationUpdate, context: UpdateContext): StepEvent {
  return {
    ...stamp(update, context.now),
    EventType: 'StepFailed',
    StepFailedDetails: {
      Error: { Payload: update.Error ?? {} },
      RetryDetails: retryDetails(update, context),
    },
  };
}

function retryDetails(update: OperationUpdate, { before }: UpdateContext) {
  return {
    CurrentAttempt: (before?.operation.StepDetails?.Attempt ?? 0) + 1,
    NextAttemptDelaySeconds:
      update.Action === 'RETRY' ? update.StepOptions?.NextAttemptDelaySeconds : undefined,
  };
}

function evolve(existing: OperationState | undefined, event: StepEvent): OperationState {
  const before = existing ?? firstState('STEP', event);
  switch (event.EventType) {
    case 'StepStarted':
      return withStep(before, 'STARTED', { Attempt: 0, ...before.operation.StepDetails });
    case '_StepReady':
      return withStep(before, 'READY', { ...before.operation.StepDetails, NextAttemptTimestamp: undefined });
    case 'StepSucceeded': {
      const { Result, RetryDetails } = event.StepSucceededDetails;
      return attempted(before, event, 'SUCCEEDED', { Result: Result.Payload }, RetryDetails);
    }
    case 'StepFailed': {
      const { Error, RetryDetails } = event.StepFailedDetails;
      return attempted(before, event, 'FAILED', { Error: Error.Payload }, RetryDetails);
    }
  }
}

type StepDetails = NonNullable<Operation['StepDetails']>;

function withStep(
  before: OperationState,
  Status: Operation['Status'],
  StepDetails: StepDetails,
): OperationState {
  const deadline = StepDetails.NextAttemptTimestamp;
  return { ...before, deadline, operation: { ...before.operation, Status, StepDetails } };
}

/** An attempt is over: for good, or until the next one. */
function attempted(
  before: OperationState,
  event: StepEvent,
  Status: 'SUCCEEDED' | 'FAILED',
  outcome: StepDetails,
  retry: { CurrentAttempt?: number | undefined; NextAttemptDelaySeconds?: number | undefined },
): OperationState {
  const StepDetails = { Attempt: retry.CurrentAttempt, ...outcome };
  if (retry.NextAttemptDelaySeconds === undefined) return ended(before, event, { Status, StepDetails });
  const NextAttemptTimestamp = event.EventTimestamp + retry.NextAttemptDelaySeconds * 1000;
  return withStep(before, 'PENDING', { ...StepDetails, NextAttemptTimestamp });
}
