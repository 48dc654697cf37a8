import type { ExecutionStatus } from '@aws-sdk/client-lambda';
import type { Context } from '../../cli/command.ts';
import type { Lambda } from '../../lambda/client.ts';
import { meaningOf } from '../../lambda/event-type.ts';
import { followHistory } from '../../lambda/follow.ts';
import type { HistoryEvent } from '../../lambda/history-event.ts';
import type { LocatedCallback } from '../../lambda/locate-callback.ts';

/** Waits until the function has done something since the callback was closed; returns the execution's status then. */
export async function waitPast(
  { clock, signal }: Context,
  lambda: Lambda,
  { DurableExecutionArn, operation }: LocatedCallback,
): Promise<ExecutionStatus | undefined> {
  let closedAt: Date | undefined;
  for await (const event of followHistory(lambda, clock, { DurableExecutionArn, withData: false }, signal)) {
    if (closedAt && !isFromOutside(event) && !isFromBefore(event, closedAt)) break;
    const isClose = event.Id === operation.Id && meaningOf(event.EventType)?.status !== 'STARTED';
    if (isClose) closedAt = event.EventTimestamp;
  }
  const { Status } = await lambda.getDurableExecution(
    { DurableExecutionArn, IncludeExecutionData: false },
    signal,
  );
  return Status;
}

// Another callback's answer or a timer is nothing that the function did.
function isFromOutside({ EventType }: HistoryEvent): boolean {
  const { type, status } = meaningOf(EventType) ?? {};
  return status !== 'STARTED' && (type === 'CALLBACK' || type === 'WAIT' || type === 'CHAINED_INVOKE');
}

// The invocation that created the callback may end after the answer has come, and not know of it.
function isFromBefore({ InvocationCompletedDetails }: HistoryEvent, closedAt: Date): boolean {
  return (InvocationCompletedDetails?.StartTimestamp?.getTime() ?? Infinity) < closedAt.getTime();
}
