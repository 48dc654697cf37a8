import type { ChainedTarget } from '../../model/event.ts';
import type { ErrorObject } from '../../model/wire.ts';
import type { ChainedOutcome } from './command.ts';
import type { Closed, DurableExecution } from './durable-execution.ts';
import { isDue } from './invocation.ts';
import { get } from './persistent-map.ts';

/** What the host must do next. Asked after every commit and after a crash alike, so doing it twice must be harmless. */
export type Work = Invoke | StartChild | TellParent;

export interface Invoke {
  readonly type: 'Invoke';
}

export interface StartChild {
  readonly type: 'StartChild';
  readonly operationId: string;
  readonly target: ChainedTarget;
  readonly input: string | undefined;
}

export interface TellParent {
  readonly type: 'TellParent';
  readonly parent: { readonly Arn: string; readonly OperationId: string };
  readonly outcome: ChainedOutcome;
}

export function pendingWork(state: DurableExecution): Work[] {
  const { Parent } = state.started._Start;
  if (state.closed) {
    return Parent
      ? [{ type: 'TellParent', parent: Parent, outcome: outcomeForParent(state, state.closed) }]
      : [];
  }
  const invoke: Work[] = isDue(state) ? [{ type: 'Invoke' }] : [];
  return [...invoke, ...openChainedInvokes(state)];
}

/** A restart must look at the execution: its own work, or an invocation whose end nobody saw. */
export function isAwake(state: DurableExecution): boolean {
  return state.invocation !== undefined || (!state.closed && pendingWork(state).length > 0);
}

function openChainedInvokes({ openInvokes, operations }: DurableExecution): StartChild[] {
  return openInvokes.flatMap((operationId) => {
    const target = get(operations, operationId)?.target;
    return target ? [{ type: 'StartChild', operationId, target, input: target.input }] : [];
  });
}

/** How the end of a chained execution looks to the one that invoked it. */
export function outcomeForParent(state: DurableExecution, closed: Closed): ChainedOutcome {
  const { status, result, error = {} } = closed;
  if (status === 'SUCCEEDED') return { status, result };
  return { status, error: status === 'TIMED_OUT' ? timeoutError(state) : error };
}

function timeoutError(state: DurableExecution): ErrorObject {
  const seconds = state.started.ExecutionStartedDetails.ExecutionTimeout;
  return {
    ErrorType: 'ChainedInvoke.Timeout',
    ErrorMessage: `CHAINED_INVOKE timed out after ${seconds} seconds.`,
  };
}
