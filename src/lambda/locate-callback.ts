import { exitCodes, Failure } from '../cli/failure.ts';
import type { CallbackScope } from './callbacks.ts';
import type { Lambda } from './client.ts';
import { askCallback } from './emulator-questions.ts';
import { listExecutions } from './executions.ts';
import { type HistoryOperation, type Operations, operationsOf } from './operations.ts';
import { unknownCallback } from './unknown-callback.ts';

/** A callback and the history around it. */
export interface LocatedCallback {
  readonly DurableExecutionArn: string;
  readonly operation: HistoryOperation;
  readonly operations: Operations;
}

/**
 * Finds the execution of a callback, open or closed. Its id tells that only to the emulator;
 * elsewhere the scope must, and undefined is the answer when it does not or the callback is not there.
 */
export async function locateCallback(
  lambda: Lambda,
  callbackId: string,
  scope: CallbackScope,
  signal?: AbortSignal,
): Promise<LocatedCallback | undefined> {
  for await (const arn of candidates(lambda, callbackId, scope, signal)) {
    const operations = await operationsOf(lambda, arn, signal);
    const operation = findCallback(operations, callbackId);
    if (operation) return { DurableExecutionArn: arn, operation, operations };
  }
  return undefined;
}

/** The same, for what cannot be done without it. */
export async function locateOrThrow(
  lambda: Lambda,
  callbackId: string,
  scope: CallbackScope,
  signal?: AbortSignal,
): Promise<LocatedCallback> {
  const located = await locateCallback(lambda, callbackId, scope, signal);
  if (located) return located;
  if (scope.DurableExecutionArn !== undefined || scope.functionName !== undefined)
    throw unknownCallback(callbackId);
  throw new Failure({
    code: 'execution-unknown',
    message: 'which execution the callback belongs to cannot be told from its id',
    hint: 'add --execution, or --function to look through its executions',
    exitCode: exitCodes.usage,
  });
}

async function* candidates(
  lambda: Lambda,
  callbackId: string,
  { DurableExecutionArn, functionName }: CallbackScope,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  if (DurableExecutionArn !== undefined) return yield DurableExecutionArn;
  const known = await askCallback(lambda.endpoint, callbackId, signal);
  if (known) return yield known.DurableExecutionArn;
  if (functionName === undefined) return;
  // What still runs is more often asked for, and there is less of it.
  for (const statuses of [['RUNNING'], ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED']] as const)
    for await (const execution of listExecutions(lambda, { functionName, statuses }, signal))
      yield execution.DurableExecutionArn;
}

function findCallback(operations: Operations, callbackId: string): HistoryOperation | undefined {
  return [...operations.values()].find(
    ({ first }) => first.CallbackStartedDetails?.CallbackId === callbackId,
  );
}
