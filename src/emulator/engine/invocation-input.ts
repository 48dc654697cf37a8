import { limits } from '../../model/limits.ts';
import type { Operation } from '../../model/wire.ts';
import { arnOf, type DurableExecution } from './durable-execution.ts';
import { operationPage } from './operation-pages.ts';
import { currentToken } from './views.ts';

/** The event a durable function is invoked with. Times in it are epoch milliseconds, unlike anywhere else on the wire. */
export interface InvocationInput {
  readonly DurableExecutionArn: string;
  readonly CheckpointToken: string | undefined;
  readonly InitialExecutionState: { readonly Operations: readonly Operation[]; readonly NextMarker: string };
  readonly UpdatedOperationIds: readonly string[];
}

export function invocationInput(state: DurableExecution): InvocationInput {
  const page = operationPage(state, undefined, {
    maxItems: limits.maxItems,
    maxBytes: limits.pageBytes,
  });
  return {
    DurableExecutionArn: arnOf(state),
    CheckpointToken: currentToken(state),
    InitialExecutionState: { Operations: page.operations, NextMarker: page.nextMarker ?? '' },
    UpdatedOperationIds: state.invocation?.updatedOperationIds ?? [],
  };
}
