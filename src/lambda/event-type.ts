import type { EventType, OperationStatus, OperationType } from '@aws-sdk/client-lambda';

export interface EventMeaning {
  readonly type: OperationType;
  readonly status: OperationStatus;
}

/** What an event says of its operation: `StepFailed` is STEP, FAILED. Undefined for InvocationCompleted. */
export function meaningOf(eventType: EventType): EventMeaning | undefined {
  const [, subject = '', verb = ''] =
    /^(.*?)(Started|Succeeded|Failed|TimedOut|Stopped|Cancelled)$/.exec(eventType) ?? [];
  const type = types[subject];
  const status = statuses[verb];
  return type && status && { type, status };
}

const types: Readonly<Record<string, OperationType>> = {
  Execution: 'EXECUTION',
  Context: 'CONTEXT',
  Step: 'STEP',
  Wait: 'WAIT',
  Callback: 'CALLBACK',
  ChainedInvoke: 'CHAINED_INVOKE',
};

const statuses: Readonly<Record<string, OperationStatus>> = {
  Started: 'STARTED',
  Succeeded: 'SUCCEEDED',
  Failed: 'FAILED',
  TimedOut: 'TIMED_OUT',
  Stopped: 'STOPPED',
  Cancelled: 'CANCELLED',
};
