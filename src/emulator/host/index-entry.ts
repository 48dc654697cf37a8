import { parseExecutionArn } from '../../model/arn.ts';
import type { JournalEvent } from '../../model/event.ts';
import { nextDeadline } from '../engine/decide.ts';
import { arnOf, type DurableExecution, isSettled, statusOf } from '../engine/durable-execution.ts';
import { begin, evolve, fold } from '../engine/evolve.ts';
import { isAwake } from '../engine/pending-work.ts';
import { get } from '../engine/persistent-map.ts';
import type {
  CallbackChanges,
  ExecutionRow,
  JournalEntry,
  NumberedEvent,
  OpenCallback,
} from '../journal/journal.ts';

/** An execution one step further, and what the journal has to keep of the step. */
export interface Step {
  readonly state: DurableExecution;
  readonly entry: JournalEntry;
}

/** The first step of an execution. */
export function firstStep(started: Parameters<typeof begin>[0]): Step {
  const state = begin(started);
  const numbered = [{ eventId: state.eventId, event: started }];
  return { state, entry: { events: numbered, ...indexOf(state, numbered) } };
}

export function nextStep(before: DurableExecution, events: readonly JournalEvent[]): Step {
  let state = before;
  const numbered = events.map((event) => {
    state = evolve(state, event);
    return { eventId: state.eventId, event };
  });
  return { state, entry: { events: numbered, ...indexOf(state, numbered) } };
}

/** The index of an execution from nothing but its events. */
export function indexOfEvents(events: readonly NumberedEvent[]): Omit<JournalEntry, 'events'> {
  const state = fold(events.map(({ event }) => event));
  if (!state) throw new RangeError('an execution begins with ExecutionStarted');
  return indexOf(state, events);
}

/** The index from the state, and from what has just happened to it: never from an older index. */
function indexOf(
  state: DurableExecution,
  happened: readonly NumberedEvent[],
): { row: ExecutionRow; callbacks: CallbackChanges } {
  return { row: rowOf(state), callbacks: callbackChanges(state, happened) };
}

function rowOf(state: DurableExecution): ExecutionRow {
  const arn = arnOf(state);
  const { functionName = '', version = '', executionName = '' } = parseExecutionArn(arn) ?? {};
  return {
    executionId: state.executionId,
    arn,
    functionName,
    version,
    name: executionName,
    status: statusOf(state),
    startedAt: state.started.EventTimestamp,
    endedAt: state.closed?.at,
    nextDeadline: nextDeadline(state),
    awake: isAwake(state),
  };
}

function callbackChanges(state: DurableExecution, happened: readonly NumberedEvent[]): CallbackChanges {
  if (isSettled(state)) return { open: [], closed: 'all' };
  const touched = new Set(happened.flatMap(({ event }) => (isAboutCallback(event) ? [event.Id] : [])));
  const open: OpenCallback[] = [];
  const closed: string[] = [];
  for (const id of touched) {
    const callback = openCallback(state, id);
    if (callback) open.push(callback);
    else closed.push(id);
  }
  return { open, closed };
}

function isAboutCallback(event: JournalEvent): event is Extract<JournalEvent, { Id: string }> {
  return /^_?Callback/.test(event.EventType);
}

function openCallback({ operations }: DurableExecution, id: string): OpenCallback | undefined {
  const found = get(operations, id);
  const CallbackId = found?.operation.CallbackDetails?.CallbackId;
  if (!found || !CallbackId || found.operation.Status !== 'STARTED') return undefined;
  const { operation, callback } = found;
  const parent =
    operation.ParentId === undefined ? undefined : get(operations, operation.ParentId)?.operation;
  const outerName = parent?.SubType === 'WaitForCallback' ? parent.Name : undefined;
  return {
    CallbackId,
    OperationId: operation.Id,
    Name: operation.Name,
    ParentId: operation.ParentId,
    ShownName: outerName ?? operation.Name ?? '',
    StartTimestamp: operation.StartTimestamp,
    Timeout: callback?.timeout,
    HeartbeatTimeout: callback?.heartbeatTimeout,
    Deadline: callback?.timeoutAt,
    HeartbeatDeadline: callback?.heartbeatAt,
  };
}
