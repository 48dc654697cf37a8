import type { HistoryEvent } from './history-event.ts';
import {
  applyEvent,
  type HistoryOperation,
  isOpen,
  namesOf,
  nextAttempt,
  type Operations,
  retryOf,
} from './operations.ts';
import { deadlineOf } from './pending-callback.ts';

/** How far an execution has come, by the events read so far. */
export interface Progress {
  readonly operations: Operations;
  /** The latest invocation that has ended. */
  readonly invocation: HistoryEvent | undefined;
}

export const begun = (): Progress => ({ operations: new Map(), invocation: undefined });

/** Takes one more event in; events must come oldest first. The operations are changed in place. */
export function advance({ operations, invocation }: Progress, event: HistoryEvent): Progress {
  applyEvent(operations, event);
  return { operations, invocation: event.EventType === 'InvocationCompleted' ? event : invocation };
}

/** Something that lets an execution sleep. */
export interface Wait {
  readonly Kind: 'callback' | 'timer' | 'retry' | 'invoke';
  readonly OperationId: string;
  readonly Name?: string | undefined;
  /** When a timer ends, a retry begins, or a callback expires. */
  readonly Until?: Date | undefined;
  readonly CallbackId?: string | undefined;
  /** Seconds that a callback lives without a heartbeat. */
  readonly HeartbeatTimeout?: number | undefined;
  /** The attempt that comes next. */
  readonly Attempt?: number | undefined;
  readonly FunctionName?: string | undefined;
}

export type State = 'working' | 'waiting' | 'ended';

/** `waiting` when no invocation runs and something must happen first; times as of `now`, epoch milliseconds. */
export function stateOf(progress: Progress, now: number): State {
  const { operations, invocation } = progress;
  const all = [...operations.values()];
  if (all.some((operation) => operation.Type === 'EXECUTION' && !isOpen(operation))) return 'ended';
  if (!invocation || all.some((operation) => isAfter(invocation, operation) || isDue(operation, now)))
    return 'working';
  return waitsOf(operations).length > 0 ? 'waiting' : 'working';
}

/** Everything that is waited for, in the order it began. */
export function waitsOf(operations: Operations): readonly Wait[] {
  return [...operations.values()].flatMap((operation) => waitOf(operation, operations) ?? []);
}

// What a function does shows that it has been invoked again; what is done to it from outside brings that about.
const isAfter = (invocation: HistoryEvent, { last }: HistoryOperation): boolean =>
  last.EventId > invocation.EventId;

const isDue = ({ Status, last }: HistoryOperation, now: number): boolean =>
  Status === 'PENDING' && (nextAttempt(last)?.getTime() ?? 0) <= now;

function waitOf(operation: HistoryOperation, operations: Operations): Wait | undefined {
  const { Type, Status, first, last, Id: OperationId } = operation;
  const base = { OperationId, Name: namesOf(operations, operation)[0] };
  if (Status === 'PENDING')
    return {
      Kind: 'retry',
      ...base,
      Until: nextAttempt(last),
      Attempt: (retryOf(last)?.CurrentAttempt ?? 0) + 1,
    };
  if (Status !== 'STARTED') return undefined;
  switch (Type) {
    case 'CALLBACK': {
      const { CallbackId, Timeout, HeartbeatTimeout } = first.CallbackStartedDetails ?? {};
      const Until = deadlineOf(first.EventTimestamp, Timeout);
      return { Kind: 'callback', ...base, CallbackId, HeartbeatTimeout, Until };
    }
    case 'WAIT':
      return { Kind: 'timer', ...base, Until: first.WaitStartedDetails?.ScheduledEndTimestamp };
    case 'CHAINED_INVOKE':
      return { Kind: 'invoke', ...base, FunctionName: first.ChainedInvokeStartedDetails?.FunctionName };
    default:
      return undefined;
  }
}
