import type { Lambda } from './client.ts';
import { indexedCallbacks } from './emulator-callbacks.ts';
import { listExecutions } from './executions.ts';
import { mapInOrder } from './map-in-order.ts';
import { operationsOf } from './operations.ts';
import { type PendingCallback, pendingOf } from './pending-callback.ts';

/** Where to look: one execution, else one function or a pattern of names, else all functions. */
export interface CallbackScope {
  readonly DurableExecutionArn?: string | undefined;
  readonly functionName?: string | undefined;
}

// Histories read at a time: enough to hide the network, few enough for the service's limits.
const width = 8;

/** The callbacks that wait for an answer, those of the oldest execution first. */
export async function* pendingCallbacks(
  lambda: Lambda,
  scope: CallbackScope,
  signal?: AbortSignal,
): AsyncGenerator<PendingCallback> {
  yield* (await indexedCallbacks(lambda, scope, signal)) ?? callbacksInHistories(lambda, scope, signal);
}

/** The same read out of histories, which is the only way on AWS. */
export async function* callbacksInHistories(
  lambda: Lambda,
  scope: CallbackScope,
  signal?: AbortSignal,
): AsyncGenerator<PendingCallback> {
  const found = mapInOrder(runningArns(lambda, scope, signal), width, async (arn) =>
    pendingOf(arn, await operationsOf(lambda, arn, signal)),
  );
  for await (const callbacks of found) yield* callbacks;
}

async function* runningArns(
  lambda: Lambda,
  { DurableExecutionArn, functionName }: CallbackScope,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  if (DurableExecutionArn !== undefined) return yield DurableExecutionArn;
  const running = listExecutions(lambda, { functionName, statuses: ['RUNNING'], oldestFirst: true }, signal);
  for await (const execution of running) yield execution.DurableExecutionArn;
}
