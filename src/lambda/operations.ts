import type { OperationStatus, OperationType } from '@aws-sdk/client-lambda';
import type { Lambda } from './client.ts';
import { meaningOf } from './event-type.ts';
import { readHistory } from './history.ts';
import { detailsOf, type HistoryEvent } from './history-event.ts';

/** What a history says of one operation so far. */
export interface HistoryOperation {
  readonly Id: string;
  readonly Type: OperationType;
  readonly Status: OperationStatus;
  readonly Name?: string | undefined;
  readonly SubType?: string | undefined;
  readonly ParentId?: string | undefined;
  readonly first: HistoryEvent;
  readonly last: HistoryEvent;
}

/** The operations of an execution by id, in the order they began. */
export type Operations = Map<string, HistoryOperation>;

/** Every operation of an execution, without payloads unless they are asked for. */
export async function operationsOf(
  lambda: Lambda,
  DurableExecutionArn: string,
  signal?: AbortSignal,
  withData = false,
): Promise<Operations> {
  const operations: Operations = new Map();
  for await (const event of readHistory(lambda, { DurableExecutionArn, withData }, signal))
    applyEvent(operations, event);
  return operations;
}

/** Takes one more event in; events must come oldest first. Returns the operation it belongs to, if any. */
export function applyEvent(operations: Operations, event: HistoryEvent): HistoryOperation | undefined {
  const meaning = meaningOf(event.EventType);
  if (!meaning || event.Id === undefined) return undefined;
  const { Id, Name, SubType, ParentId } = event;
  const operation: HistoryOperation = {
    Id,
    Type: meaning.type,
    Status: nextAttempt(event) ? 'PENDING' : meaning.status,
    Name,
    SubType,
    ParentId,
    first: operations.get(Id)?.first ?? event,
    last: event,
  };
  operations.set(Id, operation);
  return operation;
}

/** When the step is tried again, if the event says that it will be. */
export function nextAttempt(event: HistoryEvent): Date | undefined {
  const delay = retryOf(event)?.NextAttemptDelaySeconds;
  return delay === undefined ? undefined : new Date(event.EventTimestamp.getTime() + delay * 1000);
}

export function retryOf(event: HistoryEvent) {
  const details = detailsOf(event);
  return details && 'RetryDetails' in details ? details.RetryDetails : undefined;
}

export const isOpen = ({ Status }: HistoryOperation): boolean => Status === 'STARTED' || Status === 'PENDING';

/** A callback also goes by the name of the waitForCallback around it, which is where people put one. */
export function namesOf(operations: Operations, { Name, ParentId }: HistoryOperation): readonly string[] {
  const parent = ParentId === undefined ? undefined : operations.get(ParentId);
  const outer = parent?.SubType === 'WaitForCallback' ? parent.Name : undefined;
  return [outer, Name].filter((name) => name !== undefined);
}
