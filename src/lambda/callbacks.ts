import type { Lambda } from './client.ts';
import { indexedCallbacks } from './emulator-callbacks.ts';
import { listExecutions } from './executions.ts';
import type { FunctionScope } from './function-scope.ts';
import { mapInOrder } from './map-in-order.ts';
import { operationsOf } from './operations.ts';
import { type PendingCallback, pendingOf } from './pending-callback.ts';
import { nothingRead, type ReadCounts } from './read-counts.ts';
import { isGone } from './service-error.ts';

/** Where to look: one execution, else functions. */
export interface CallbackScope extends FunctionScope {
  readonly DurableExecutionArn?: string | undefined;
}

// Histories read at a time; fewer go where they are throttled, which the client sees to.
const width = 16;

/** The callbacks that wait for an answer, those of the oldest execution first. */
export async function* pendingCallbacks(
  lambda: Lambda,
  scope: CallbackScope,
  signal?: AbortSignal,
  counts?: ReadCounts,
): AsyncGenerator<PendingCallback> {
  yield* (await indexedCallbacks(lambda, scope, signal)) ??
    callbacksInHistories(lambda, scope, signal, counts);
}

/** The same read out of histories, which is the only way on AWS. */
export async function* callbacksInHistories(
  lambda: Lambda,
  scope: CallbackScope,
  signal?: AbortSignal,
  counts: ReadCounts = nothingRead(),
): AsyncGenerator<PendingCallback> {
  const isListed = scope.DurableExecutionArn === undefined;
  const callbacksOf = async (arn: string, either: AbortSignal) => {
    try {
      return pendingOf(arn, await operationsOf(lambda, arn, either));
    } catch (error) {
      // One that was listed a moment ago has ended and been forgotten.
      if (isListed && isGone(error)) return [];
      throw error;
    } finally {
      counts.executions++;
    }
  };
  const arns = runningArns(lambda, scope, counts, signal);
  for await (const callbacks of mapInOrder(arns, width, callbacksOf, signal)) yield* callbacks;
}

async function* runningArns(
  lambda: Lambda,
  { DurableExecutionArn, ...functions }: CallbackScope,
  counts: ReadCounts,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  if (DurableExecutionArn !== undefined) return yield DurableExecutionArn;
  const running = { ...functions, statuses: ['RUNNING'], oldestFirst: true } as const;
  for await (const execution of listExecutions(lambda, running, signal, counts))
    yield execution.DurableExecutionArn;
}
