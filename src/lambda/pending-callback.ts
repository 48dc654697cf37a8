import { formatFunctionArn, parseExecutionArn } from '../model/arn.ts';
import { type HistoryOperation, namesOf, type Operations } from './operations.ts';

/** A callback that nobody has answered yet; timeouts in seconds. */
export interface PendingCallback {
  readonly CallbackId: string;
  readonly Name?: string | undefined;
  readonly DurableExecutionArn: string;
  readonly DurableExecutionName: string;
  readonly FunctionArn: string;
  readonly FunctionName: string;
  readonly Version: string;
  readonly OperationId: string;
  readonly ParentId?: string | undefined;
  readonly StartTimestamp: Date;
  readonly Timeout?: number | undefined;
  readonly HeartbeatTimeout?: number | undefined;
  readonly Derived: {
    /** What people call it: the name of the waitForCallback around it, or its own. */
    readonly Name?: string | undefined;
    /** When it expires for want of an answer. */
    readonly Deadline?: Date | undefined;
  };
}

/** The callbacks of an execution that are still open, in the order they began. */
export function pendingOf(DurableExecutionArn: string, operations: Operations): readonly PendingCallback[] {
  const all = [...operations.values()];
  const isRunning = all.every(({ Type, Status }) => Type !== 'EXECUTION' || Status === 'STARTED');
  if (!isRunning) return [];
  return all
    .filter(({ Type, Status }) => Type === 'CALLBACK' && Status === 'STARTED')
    .map((operation) => pendingCallback(DurableExecutionArn, operation, operations));
}

export function pendingCallback(
  DurableExecutionArn: string,
  operation: HistoryOperation,
  operations: Operations,
): PendingCallback {
  const { EventTimestamp, CallbackStartedDetails: details } = operation.first;
  const [name] = namesOf(operations, operation);
  return {
    CallbackId: details?.CallbackId ?? '',
    ...placeOf(DurableExecutionArn),
    OperationId: operation.Id,
    Name: operation.Name,
    ParentId: operation.ParentId,
    StartTimestamp: EventTimestamp,
    Timeout: details?.Timeout,
    HeartbeatTimeout: details?.HeartbeatTimeout,
    Derived: { Name: name, Deadline: deadlineOf(EventTimestamp, details?.Timeout) },
  };
}

export function deadlineOf(start: Date, timeoutSeconds: number | undefined): Date | undefined {
  return timeoutSeconds ? new Date(start.getTime() + timeoutSeconds * 1000) : undefined;
}

function placeOf(DurableExecutionArn: string) {
  const parts = parseExecutionArn(DurableExecutionArn);
  return {
    DurableExecutionArn,
    DurableExecutionName: parts?.executionName ?? '',
    FunctionArn: parts ? formatFunctionArn(parts, parts.functionName, parts.version) : '',
    FunctionName: parts?.functionName ?? '',
    Version: parts?.version ?? '',
  };
}
