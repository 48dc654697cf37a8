import type { JournalEvent } from '../../model/event.ts';
import type { ExecutionStatus } from '../../model/wire.ts';
import type { FunctionEvent } from '../functions/function-event.ts';

/** The only storage interface. Reads see every append that has resolved. */
export interface Journal {
  /** Resolves when the events and the row are durable; both or neither. Appends of one turn share a transaction. */
  append(entry: JournalEntry): Promise<void>;
  /** Resolves when all of them are durable, or rejects and none is. */
  appendFunctionEvents(events: readonly FunctionEvent[]): Promise<void>;
  /** What was deployed and deleted, in its order. */
  functionEvents(): readonly FunctionEvent[];
  /** All events of an execution in the order they happened; empty when there is no such execution. */
  events(executionId: string): readonly JournalEvent[];
  /** Public events with their ids, from one side of `after` on; cost does not depend on the position. */
  history(executionId: string, range: HistoryRange): readonly NumberedEvent[];
  find(executionId: string): ExecutionRow | undefined;
  findByName(functionName: string, name: string): ExecutionRow | undefined;
  /** Rows in the order of their starts, or the other way round. */
  list(filter: ExecutionFilter): readonly ListedRow[];
  /** Open callbacks of running executions, oldest first. */
  pending(filter: CallbackFilter): readonly PendingCallback[];
  earliestDeadline(): number | undefined;
  /** Ids of executions whose next deadline is not after `now`. */
  due(now: number): readonly string[];
  /** Ids of executions that have something to do now: what a restart must look at. */
  awake(): readonly string[];
  /** Throws away the index and computes it again from the events. */
  reindex(indexOf: (events: readonly NumberedEvent[]) => Omit<JournalEntry, 'events'>): void;
  close(): Promise<void>;
}

export interface JournalEntry {
  readonly events: readonly NumberedEvent[];
  readonly row: ExecutionRow;
  readonly callbacks: CallbackChanges;
}

/** What an entry changes in the index of open callbacks: rows to write or overwrite, and to take out. */
export interface CallbackChanges {
  readonly open: readonly OpenCallback[];
  /** Operation ids; `all` when the execution has closed. */
  readonly closed: readonly string[] | 'all';
}

export interface NumberedEvent {
  /** The event's EventId; a hidden event has that of the public one before it. */
  readonly eventId: number;
  readonly event: JournalEvent;
}

/** One execution in the index: computed from its state, never changed by hand. */
export interface ExecutionRow {
  readonly executionId: string;
  readonly arn: string;
  readonly functionName: string;
  readonly version: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly nextDeadline: number | undefined;
  readonly awake: boolean;
}

export interface OpenCallback {
  readonly CallbackId: string;
  readonly OperationId: string;
  readonly Name?: string | undefined;
  readonly ParentId?: string | undefined;
  /** What people call it: the name of the waitForCallback around it, or its own; empty without either. */
  readonly ShownName?: string | undefined;
  readonly StartTimestamp: number;
  /** Seconds, as given by the function. */
  readonly Timeout?: number | undefined;
  readonly HeartbeatTimeout?: number | undefined;
  /** When the callback expires for want of an answer. */
  readonly Deadline?: number | undefined;
  /** When it expires for want of a heartbeat; only the service knows, no AWS call tells. */
  readonly HeartbeatDeadline?: number | undefined;
}

export interface ListedRow extends ExecutionRow {
  /** Where a further listing goes on. */
  readonly position: number;
}

export interface PendingCallback {
  readonly execution: ExecutionRow;
  readonly callback: OpenCallback;
}

export interface CallbackFilter {
  readonly executionId?: string | undefined;
  readonly functionName?: string | undefined;
  readonly limit: number;
}

export interface HistoryRange {
  /** Exclusive; undefined begins at the first event, or at the last when reversed. */
  readonly after?: number | undefined;
  readonly limit: number;
  readonly reverse?: boolean | undefined;
}

export interface ExecutionFilter {
  readonly functionName?: string | undefined;
  readonly version?: string | undefined;
  readonly name?: string | undefined;
  readonly statuses?: readonly ExecutionStatus[] | undefined;
  /** Exclusive. */
  readonly startedAfter?: number | undefined;
  /** Exclusive. */
  readonly startedBefore?: number | undefined;
  readonly newestFirst?: boolean | undefined;
  /** Exclusive: the position of the last row already seen. */
  readonly after?: number | undefined;
  readonly limit: number;
}
