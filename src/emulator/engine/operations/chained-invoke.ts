import { parseExecutionArn, parseFunctionReference } from '../../../model/arn.ts';
import type { EventOf } from '../../../model/event.ts';
import { functionNotFoundError } from '../../../model/function-not-found.ts';
import type { ErrorObject, Operation, OperationUpdate } from '../../../model/wire.ts';
import type { ChainedOutcome, ResolvedTarget } from '../command.ts';
import {
  ended,
  firstState,
  type OperationKind,
  type OperationState,
  stamp,
  type UpdateContext,
} from '../operation-kind.ts';
import { invalidParameter } from '../rejection.ts';

type ChainedInvokeEvent = EventOf<
  | 'ChainedInvokeStarted'
  | 'ChainedInvokeSucceeded'
  | 'ChainedInvokeFailed'
  | 'ChainedInvokeTimedOut'
  | 'ChainedInvokeStopped'
>;

export const chainedInvoke: OperationKind<ChainedInvokeEvent> = {
  actions: {
    START: {
      from: ['NONE'],
      refusal: 'Cannot start a CHAINED_INVOKE that already exist.',
      decide: start,
    },
  },
  evolve,
  suspendsIn: ['STARTED'],
};

function start(update: OperationUpdate, { now, executionArn, target }: UpdateContext): ChainedInvokeEvent[] {
  const options = update.ChainedInvokeOptions;
  if (!options) throw invalidParameter('Update for CHAINED_INVOKE operation requires ChainedInvokeOptions.');
  checkPlace(options.FunctionName, executionArn);
  const details = { FunctionName: options.FunctionName, TenantId: options.TenantId };
  const started = { ...stamp(update, now), EventType: 'ChainedInvokeStarted' } as const;
  if (target?.kind !== 'found') {
    return [
      { ...started, ChainedInvokeStartedDetails: details },
      failed(update, now, refusalOf(target, options)),
    ];
  }
  return [
    {
      ...started,
      ChainedInvokeStartedDetails: {
        ...details,
        Input: { Payload: update.Payload },
        ExecutedVersion: target.executedVersion,
        DurableExecutionArn: target.durableExecutionArn,
      },
      _Target: target.target,
    },
  ];
}

function checkPlace(functionName: string, executionArn: string): void {
  const place = parseExecutionArn(executionArn);
  const target = parseFunctionReference(functionName);
  if (target?.account && target.account !== place?.account) {
    throw invalidParameter('Cannot start a CHAINED_INVOKE on a function in another account.');
  }
  if (target?.region && target.region !== place?.region) {
    throw invalidParameter('Cannot start a CHAINED_INVOKE on a function in another region.');
  }
}

function refusalOf(
  target: ResolvedTarget | undefined,
  { FunctionName }: { FunctionName: string },
): ErrorObject {
  if (target?.kind === 'refused') return target.error;
  return functionNotFoundError(FunctionName);
}

/** The target has ended. */
export function endChainedInvoke(
  operation: Operation,
  outcome: ChainedOutcome,
  now: number,
): ChainedInvokeEvent {
  const about = stamp(operation, now);
  switch (outcome.status) {
    case 'SUCCEEDED': {
      const Result = { Payload: outcome.result };
      return { ...about, EventType: 'ChainedInvokeSucceeded', ChainedInvokeSucceededDetails: { Result } };
    }
    case 'FAILED':
      return failed(operation, now, outcome.error);
    case 'TIMED_OUT': {
      const Error = { Payload: outcome.error };
      return { ...about, EventType: 'ChainedInvokeTimedOut', ChainedInvokeTimedOutDetails: { Error } };
    }
    case 'STOPPED': {
      const Error = { Payload: outcome.error };
      return { ...about, EventType: 'ChainedInvokeStopped', ChainedInvokeStoppedDetails: { Error } };
    }
  }
}

function failed(about: OperationUpdate | Operation, now: number, error: ErrorObject): ChainedInvokeEvent {
  const ChainedInvokeFailedDetails = { Error: { Payload: error } };
  return { ...stamp(about, now), EventType: 'ChainedInvokeFailed', ChainedInvokeFailedDetails };
}

function evolve(existing: OperationState | undefined, event: ChainedInvokeEvent): OperationState {
  const before = existing ?? firstState('CHAINED_INVOKE', event);
  switch (event.EventType) {
    case 'ChainedInvokeStarted': {
      const input = event.ChainedInvokeStartedDetails.Input?.Payload;
      return { ...before, target: event._Target && { ...event._Target, input } };
    }
    case 'ChainedInvokeSucceeded':
      return over(before, event, 'SUCCEEDED', { Result: event.ChainedInvokeSucceededDetails.Result.Payload });
    case 'ChainedInvokeFailed':
      return over(before, event, 'FAILED', { Error: event.ChainedInvokeFailedDetails.Error.Payload });
    case 'ChainedInvokeTimedOut':
      return over(before, event, 'TIMED_OUT', { Error: event.ChainedInvokeTimedOutDetails.Error.Payload });
    case 'ChainedInvokeStopped':
      return over(before, event, 'STOPPED', { Error: event.ChainedInvokeStoppedDetails.Error.Payload });
  }
}

function over(
  before: OperationState,
  event: ChainedInvokeEvent,
  Status: Operation['Status'],
  ChainedInvokeDetails: NonNullable<Operation['ChainedInvokeDetails']>,
): OperationState {
  return ended(before, event, { Status, ChainedInvokeDetails });
}
