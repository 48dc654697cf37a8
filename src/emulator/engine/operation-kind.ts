import type { ChainedTarget, JournalEvent, OperationStamp } from '../../model/event.ts';
import type { Operation, OperationAction, OperationStatus, OperationUpdate } from '../../model/wire.ts';
import type { ResolvedTarget } from './command.ts';

/** One type of operation: what may be asked of it, what then happens, and what that makes of it. */
export interface OperationKind<OwnEvent extends JournalEvent> {
  readonly actions: Partial<Record<OperationAction, Transition>>;
  /** Total: an event that has happened is never refused. */
  evolve(before: OperationState | undefined, event: OwnEvent): OperationState;
  /** What happens at the operation's deadline. */
  expire?(state: OperationState, now: number): JournalEvent[];
  /** A function may suspend while the operation is in one of these. */
  readonly suspendsIn: readonly OperationStatus[];
}

export interface Transition {
  readonly from: readonly (OperationStatus | 'NONE')[];
  /** The service's words when the operation is in none of these. */
  readonly refusal: string;
  /** May throw a Rejection when the update itself is wrong. */
  decide(update: OperationUpdate, context: UpdateContext): JournalEvent[];
}

export interface UpdateContext {
  readonly now: number;
  readonly executionId: string;
  readonly executionArn: string;
  readonly before: OperationState | undefined;
  readonly target: ResolvedTarget | undefined;
}

export interface OperationState {
  /** Counts the operations of the execution in the order they came. */
  readonly index: number;
  /** What the service shows. */
  readonly operation: Operation;
  /** When the service itself acts. */
  readonly deadline?: number | undefined;
  readonly callback?: CallbackTimes | undefined;
  /** What a chained invoke calls. */
  readonly target?: (ChainedTarget & { readonly input: string | undefined }) | undefined;
}

/** Seconds as given by the function, and epoch milliseconds. */
export interface CallbackTimes {
  readonly timeout: number | undefined;
  readonly heartbeatTimeout: number | undefined;
  readonly timeoutAt: number | undefined;
  readonly heartbeatAt: number | undefined;
}

/** Which operation an event is about; the first update decided its name, sub-type and parent. */
export function stamp(from: OperationUpdate | Operation, now: number): OperationStamp {
  const { Id, Name, ParentId, SubType } = from;
  return { EventTimestamp: now, Id, Name, ParentId, SubType };
}

/** The operation as its first event leaves it. The index is given by who stores it. */
export function firstState(type: Operation['Type'], event: OperationStamp): OperationState {
  const { Id, Name, ParentId, SubType, EventTimestamp } = event;
  const operation: Operation = {
    Id,
    Name,
    ParentId,
    SubType,
    Type: type,
    Status: 'STARTED',
    StartTimestamp: EventTimestamp,
  };
  return { index: -1, operation };
}

/** The operation in a terminal status: no deadline any more. */
export function ended(
  before: OperationState,
  event: OperationStamp,
  change: Pick<Operation, 'Status'> & Partial<Operation>,
): OperationState {
  return {
    ...before,
    deadline: undefined,
    operation: { ...before.operation, ...change, EndTimestamp: event.EventTimestamp },
  };
}
