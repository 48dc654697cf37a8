import type { ErrorObject, Event, EventType } from './wire.ts';

/**
 * What happened to one execution, in order: the only thing that is stored.
 * Members that begin with `_`, and events whose type does, never leave the process; EventId is not stored,
 * it is the number of public events up to here. Times are epoch milliseconds.
 */
export type JournalEvent = PublicEvent | HiddenEvent;

export type JournalEventType = JournalEvent['EventType'];

export type EventOf<Type extends JournalEventType> = Extract<JournalEvent, { EventType: Type }>;

export type PublicEvent = {
  [Type in EventType]: StampOf<Type> & { readonly EventType: Type } & DetailsOf<Type> & HiddenMembersOf<Type>;
}[EventType];

export type HiddenEvent =
  | InvocationStarted
  | InvocationRetryDue
  | Checkpointed
  | StepReady
  | CallbackHeartbeat
  | OutcomeCheckpointed;

/** Events of the execution as a whole take Id and Name from the execution; all others are an operation's. */
type StampOf<Type extends EventType> = Type extends `Execution${string}` | 'InvocationCompleted'
  ? Stamp
  : OperationStamp;

interface Stamp {
  readonly EventTimestamp: number;
}

/** Which operation an event is about, as history shows it on every event of that operation. */
export interface OperationStamp extends Stamp {
  readonly Id: string;
  readonly Name?: string | undefined;
  readonly ParentId?: string | undefined;
  readonly SubType?: string | undefined;
}

type DetailsOf<Type extends EventType> = {
  readonly [Member in `${Type}Details`]: Exclude<Event[Member], undefined>;
};

type HiddenMembersOf<Type extends EventType> = Type extends keyof HiddenMembers
  ? HiddenMembers[Type]
  : object;

interface HiddenMembers {
  ExecutionStarted: { readonly _Start: ExecutionStart };
  ContextSucceeded: { readonly _ReplayChildren?: boolean | undefined };
  ContextFailed: { readonly _ReplayChildren?: boolean | undefined };
  ChainedInvokeStarted: { readonly _Target?: ChainedTarget | undefined };
  /** `_Lost`: nobody saw the invocation end, since the emulator was gone; it is not the function's fault. */
  InvocationCompleted: { readonly _Lost?: boolean | undefined };
}

/** What an execution is started with and history does not show. */
export interface ExecutionStart {
  readonly Arn: string;
  readonly Sync: boolean;
  readonly RetentionPeriodInDays: number;
  readonly KMSKeyArn?: string | undefined;
  readonly TraceHeader?: string | undefined;
  readonly TenantId?: string | undefined;
  readonly Parent?: { readonly Arn: string; readonly OperationId: string } | undefined;
  /** `http://host:port` where its function is invoked, whatever is served under its name. */
  readonly Endpoint?: string | undefined;
  /** Consecutive failed invocations after which the execution fails. */
  readonly MaxInvocationFailures: number;
}

/** What a chained invoke calls, as it was when it was started. */
export interface ChainedTarget {
  readonly FunctionName: string;
  /** The version. */
  readonly Qualifier: string;
  /** The version or alias that the caller named, if it did. */
  readonly InvokedQualifier?: string | undefined;
  readonly Durable: boolean;
  readonly TenantId?: string | undefined;
  readonly XAmznTraceId?: string | undefined;
}

interface InvocationStarted extends Stamp {
  readonly EventType: '_InvocationStarted';
  readonly RequestId: string;
}

/** The pause after a failed invocation is over. */
interface InvocationRetryDue extends Stamp {
  readonly EventType: '_InvocationRetryDue';
}

interface Checkpointed extends Stamp {
  readonly EventType: '_Checkpointed';
  readonly ClientToken?: string | undefined;
}

interface StepReady extends OperationStamp {
  readonly EventType: '_StepReady';
}

interface CallbackHeartbeat extends OperationStamp {
  readonly EventType: '_CallbackHeartbeat';
}

/** The function closed the execution by a checkpoint; it counts once the invocation has ended. */
interface OutcomeCheckpointed extends Stamp {
  readonly EventType: '_OutcomeCheckpointed';
  readonly Outcome: Outcome;
}

export type Outcome =
  | { readonly Status: 'SUCCEEDED'; readonly Result?: string | undefined }
  | { readonly Status: 'FAILED'; readonly Error: ErrorObject };
