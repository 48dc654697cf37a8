import { parseExecutionArn } from '../../model/arn.ts';
import type { EventOf, JournalEvent } from '../../model/event.ts';
import type { Operation, OperationType } from '../../model/wire.ts';
import { addDeadline, dropStale } from './deadlines.ts';
import type { Closed, DurableExecution } from './durable-execution.ts';
import { backoff } from './invocation.ts';
import type { OperationState } from './operation-kind.ts';
import { callback } from './operations/callback.ts';
import { chainedInvoke } from './operations/chained-invoke.ts';
import { context } from './operations/context.ts';
import { execution } from './operations/execution.ts';
import { operationKinds } from './operations/index.ts';
import { step } from './operations/step.ts';
import { wait } from './operations/wait.ts';
import { emptyMap, get, set, values } from './persistent-map.ts';
import { storedBytes } from './stored-bytes.ts';

/** The state after all these events; the first is ExecutionStarted. */
export function fold(events: Iterable<JournalEvent>): DurableExecution | undefined {
  let state: DurableExecution | undefined;
  for (const event of events) {
    if (state) state = evolve(state, event);
    else if (event.EventType === 'ExecutionStarted') state = begin(event);
  }
  return state;
}

/** The state right after its first event. */
export function begin(started: EventOf<'ExecutionStarted'>): DurableExecution {
  const nothing: DurableExecution = {
    executionId: parseExecutionArn(started._Start.Arn)?.executionId ?? '',
    started,
    operations: emptyMap,
    deadlines: undefined,
    suspending: 0,
    openInvokes: [],
    unseen: emptyMap,
    invocations: 0,
    mustRun: true,
    failures: 0,
    storedBytes: storedBytes(started),
    eventId: 1,
  };
  return put(nothing, execution.evolve(undefined, started));
}

/** The state after one more event. Total: what has happened is never refused. Time comes from the event alone. */
export function evolve(before: DurableExecution, event: JournalEvent): DurableExecution {
  const isHidden = event.EventType.startsWith('_');
  const state = isHidden ? before : counted(before, event);
  switch (event.EventType) {
    case 'StepStarted':
    case 'StepSucceeded':
    case 'StepFailed':
    case '_StepReady':
      return change(state, step.evolve(get(state.operations, event.Id), event));
    case 'WaitStarted':
    case 'WaitSucceeded':
    case 'WaitCancelled':
      return change(state, wait.evolve(get(state.operations, event.Id), event));
    case 'CallbackStarted':
    case 'CallbackSucceeded':
    case 'CallbackFailed':
    case 'CallbackTimedOut':
      return change(state, callback.evolve(get(state.operations, event.Id), event));
    case '_CallbackHeartbeat':
      return put(state, callback.evolve(get(state.operations, event.Id), event));
    case 'ContextStarted':
    case 'ContextSucceeded':
    case 'ContextFailed':
      return change(state, context.evolve(get(state.operations, event.Id), event));
    case 'ChainedInvokeStarted':
    case 'ChainedInvokeSucceeded':
    case 'ChainedInvokeFailed':
    case 'ChainedInvokeTimedOut':
    case 'ChainedInvokeStopped':
      return changeInvoke(state, chainedInvoke.evolve(get(state.operations, event.Id), event));
    case '_InvocationStarted':
      return invocationStarted(state, event);
    case '_Checkpointed':
      return checkpointed(state, event);
    case '_InvocationRetryDue':
      return { ...state, retryAt: undefined, mustRun: true };
    case 'InvocationCompleted':
      return invocationCompleted(state, event);
    case 'ExecutionStarted':
      return state;
    case '_OutcomeCheckpointed':
      return { ...state, outcome: event.Outcome, deadlines: undefined, retryAt: undefined };
    case 'ExecutionSucceeded': {
      const result = event.ExecutionSucceededDetails.Result.Payload;
      return close(state, event, { status: 'SUCCEEDED', at: event.EventTimestamp, result });
    }
    case 'ExecutionFailed': {
      const error = event.ExecutionFailedDetails.Error.Payload;
      return close(state, event, { status: 'FAILED', at: event.EventTimestamp, error });
    }
    case 'ExecutionTimedOut': {
      const seconds = state.started.ExecutionStartedDetails.ExecutionTimeout;
      const error = { ErrorMessage: `Execution timed out after ${seconds} seconds.` };
      return close(state, event, { status: 'TIMED_OUT', at: event.EventTimestamp, error });
    }
    case 'ExecutionStopped': {
      const error = event.ExecutionStoppedDetails.Error.Payload;
      return close(state, event, { status: 'STOPPED', at: event.EventTimestamp, error });
    }
  }
}

function counted(state: DurableExecution, event: JournalEvent): DurableExecution {
  return { ...state, eventId: state.eventId + 1, storedBytes: state.storedBytes + storedBytes(event) };
}

/** Stores an operation that the function has to hear of. */
function change(state: DurableExecution, after: OperationState): DurableExecution {
  const { Id } = after.operation;
  return { ...put(state, after), unseen: set(state.unseen, Id, Id) };
}

function changeInvoke(state: DurableExecution, after: OperationState): DurableExecution {
  const { Id, Status } = after.operation;
  const others = state.openInvokes.filter((id) => id !== Id);
  const openInvokes = Status === 'STARTED' ? [...others, Id] : others;
  return { ...change(state, after), openInvokes };
}

function put(state: DurableExecution, after: OperationState): DurableExecution {
  const { Id } = after.operation;
  const before = get(state.operations, Id);
  const stored = before ? after : { ...after, index: state.operations.size };
  const operations = set(state.operations, Id, stored);
  const suspending = state.suspending + Number(suspends(after)) - Number(before ? suspends(before) : false);
  const added =
    after.deadline !== undefined && after.deadline !== before?.deadline
      ? addDeadline(state.deadlines, { at: after.deadline, operationId: Id })
      : state.deadlines;
  const deadlines = dropStale(added, ({ at, operationId }) => get(operations, operationId)?.deadline === at);
  return { ...state, operations, deadlines, suspending };
}

function suspends({ operation }: OperationState): boolean {
  const kinds: Record<OperationType, { suspendsIn: readonly Operation['Status'][] }> = operationKinds;
  return kinds[operation.Type].suspendsIn.includes(operation.Status);
}

function invocationStarted(state: DurableExecution, event: EventOf<'_InvocationStarted'>): DurableExecution {
  const changed = unseenOperations(state).map(({ Id }) => Id);
  return {
    ...state,
    unseen: emptyMap,
    mustRun: false,
    invocations: state.invocations + 1,
    invocation: {
      requestId: event.RequestId,
      startedAt: event.EventTimestamp,
      sequence: 0,
      updatedOperationIds: state.invocations === 0 ? [state.executionId] : changed,
      seesPending: state.suspending > 0,
      sawPending: false,
    },
  };
}

function checkpointed(state: DurableExecution, event: EventOf<'_Checkpointed'>): DurableExecution {
  if (!state.invocation) return state;
  const { sequence, seesPending } = state.invocation;
  return {
    ...state,
    unseen: emptyMap,
    invocation: {
      ...state.invocation,
      sequence: sequence + 1,
      seesPending: state.suspending > 0,
      sawPending: seesPending,
    },
    lastCheckpoint: {
      clientToken: event.ClientToken,
      sequence,
      at: event.EventTimestamp,
      operations: unseenOperations(state),
    },
  };
}

/** In the order the operations were started. */
function unseenOperations(state: DurableExecution): readonly Operation[] {
  return [...values(state.unseen)]
    .map((id) => get(state.operations, id))
    .filter((operation) => operation !== undefined)
    .sort((one, other) => one.index - other.index)
    .map(({ operation }) => operation);
}

function invocationCompleted(
  state: DurableExecution,
  event: EventOf<'InvocationCompleted'>,
): DurableExecution {
  const after = { ...state, invocation: undefined, lastCheckpoint: undefined };
  if (state.closed) return after;
  if (event._Lost) return { ...after, mustRun: true };
  if (event.InvocationCompletedDetails.Error) {
    const failures = state.failures + 1;
    return { ...after, failures, retryAt: event.EventTimestamp + backoff(failures) };
  }
  // What the function suspended for is over, and it was shown so: without a run it would sleep for ever.
  const mustRun = state.suspending === 0 && state.unseen.size === 0;
  return { ...after, failures: 0, mustRun };
}

function close(state: DurableExecution, event: ExecutionEnd, closed: Closed): DurableExecution {
  const after = put(state, execution.evolve(get(state.operations, state.executionId), event));
  return { ...after, closed, deadlines: undefined, retryAt: undefined, mustRun: false };
}

type ExecutionEnd = EventOf<
  'ExecutionSucceeded' | 'ExecutionFailed' | 'ExecutionTimedOut' | 'ExecutionStopped'
>;
