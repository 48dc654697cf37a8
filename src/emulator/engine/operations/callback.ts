import type { EventOf } from '../../../model/event.ts';
import { encodeCallbackId } from '../../../model/ids.ts';
import type { ErrorObject, Operation, OperationUpdate } from '../../../model/wire.ts';
import type { CallbackOutcome } from '../command.ts';
import {
  ended,
  firstState,
  type OperationKind,
  type OperationState,
  stamp,
  type UpdateContext,
} from '../operation-kind.ts';

type CallbackEvent = EventOf<
  'CallbackStarted' | 'CallbackSucceeded' | 'CallbackFailed' | 'CallbackTimedOut' | '_CallbackHeartbeat'
>;

export const callback: OperationKind<CallbackEvent> = {
  actions: {
    START: {
      from: ['NONE'],
      refusal: 'Cannot start a CALLBACK that already exist.',
      decide: start,
    },
  },
  evolve,
  expire: timeOut,
  suspendsIn: ['STARTED'],
};

function start(update: OperationUpdate, { now, executionId }: UpdateContext): CallbackEvent[] {
  const { TimeoutSeconds, HeartbeatTimeoutSeconds } = update.CallbackOptions ?? {};
  return [
    {
      ...stamp(update, now),
      EventType: 'CallbackStarted',
      CallbackStartedDetails: {
        CallbackId: encodeCallbackId(executionId, update.Id),
        Timeout: TimeoutSeconds || undefined,
        HeartbeatTimeout: HeartbeatTimeoutSeconds || undefined,
      },
    },
  ];
}

/** Somebody answered. */
export function completeCallback(operation: Operation, outcome: CallbackOutcome, now: number): CallbackEvent {
  return outcome.kind === 'success'
    ? {
        ...stamp(operation, now),
        EventType: 'CallbackSucceeded',
        CallbackSucceededDetails: { Result: { Payload: outcome.result } },
      }
    : {
        ...stamp(operation, now),
        EventType: 'CallbackFailed',
        CallbackFailedDetails: { Error: { Payload: outcome.error } },
      };
}

function timeOut({ operation, callback }: OperationState, now: number): CallbackEvent[] {
  const { timeoutAt = Infinity, heartbeatAt = Infinity } = callback ?? {};
  const Payload: ErrorObject =
    heartbeatAt < timeoutAt
      ? { ErrorType: 'Callback.Heartbeat', ErrorMessage: 'Callback timed out on heartbeat' }
      : { ErrorType: 'Callback.Timeout', ErrorMessage: 'Callback timed out' };
  const CallbackTimedOutDetails = { Error: { Payload } };
  return [{ ...stamp(operation, now), EventType: 'CallbackTimedOut', CallbackTimedOutDetails }];
}

function evolve(existing: OperationState | undefined, event: CallbackEvent): OperationState {
  const before = existing ?? firstState('CALLBACK', event);
  switch (event.EventType) {
    case 'CallbackStarted':
      return started(before, event);
    case '_CallbackHeartbeat':
      return beaten(before, event.EventTimestamp);
    case 'CallbackSucceeded':
      return answered(before, event, 'SUCCEEDED', { Result: event.CallbackSucceededDetails.Result.Payload });
    case 'CallbackFailed':
      return answered(before, event, 'FAILED', { Error: event.CallbackFailedDetails.Error.Payload });
    case 'CallbackTimedOut':
      return answered(before, event, 'TIMED_OUT', { Error: event.CallbackTimedOutDetails.Error.Payload });
  }
}

function started(before: OperationState, event: EventOf<'CallbackStarted'>): OperationState {
  const { CallbackId, Timeout: timeout, HeartbeatTimeout: heartbeatTimeout } = event.CallbackStartedDetails;
  const timeoutAt = timeout && event.EventTimestamp + timeout * 1000;
  const operation = { ...before.operation, CallbackDetails: { CallbackId } };
  const callback = { timeout, heartbeatTimeout, timeoutAt, heartbeatAt: undefined };
  return beaten({ ...before, operation, callback }, event.EventTimestamp);
}

/** The heartbeat's deadline moves, the callback's own does not. */
function beaten(before: OperationState, now: number): OperationState {
  if (!before.callback) return before;
  const { heartbeatTimeout, timeoutAt } = before.callback;
  const heartbeatAt = heartbeatTimeout && now + heartbeatTimeout * 1000;
  const deadline = Math.min(timeoutAt ?? Infinity, heartbeatAt ?? Infinity);
  return {
    ...before,
    callback: { ...before.callback, heartbeatAt },
    deadline: Number.isFinite(deadline) ? deadline : undefined,
  };
}

function answered(
  before: OperationState,
  event: CallbackEvent,
  Status: Operation['Status'],
  outcome: { Result?: string | undefined; Error?: ErrorObject | undefined },
): OperationState {
  const CallbackDetails = { ...before.operation.CallbackDetails, ...outcome };
  return ended(before, event, { Status, CallbackDetails });
}
