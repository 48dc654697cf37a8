import type {
  ExecutionRow,
  JournalEntry,
  NumberedEvent,
  OpenCallback,
} from '../../../src/emulator/journal/journal.ts';
import type { JournalEvent } from '../../../src/model/event.ts';

/** The row of an execution called `id` of the function `orders`. */
export function row(id: string, changes: Partial<ExecutionRow> = {}): ExecutionRow {
  return {
    executionId: id,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:orders:$LATEST/durable-execution/${id}/${id}`,
    functionName: 'orders',
    version: '$LATEST',
    name: `name-${id}`,
    status: 'RUNNING',
    startedAt: 1000,
    endedAt: undefined,
    nextDeadline: undefined,
    awake: false,
    ...changes,
  };
}

export interface EntryParts {
  readonly events?: readonly NumberedEvent[];
  readonly row?: Partial<ExecutionRow>;
  readonly open?: readonly OpenCallback[];
  readonly closed?: readonly string[] | 'all';
}

export function entry(id: string, parts: EntryParts = {}): JournalEntry {
  const { events = [], open = [], closed = [] } = parts;
  return { events, row: row(id, parts.row), callbacks: { open, closed } };
}

/** A public event; its text tells it from others. */
export function step(eventId: number, text = ''): NumberedEvent {
  const StepStartedDetails = {};
  return {
    eventId,
    event: {
      EventType: 'StepStarted',
      EventTimestamp: eventId,
      Id: `step-${eventId}${text}`,
      StepStartedDetails,
    },
  };
}

/** A hidden event after the public one with this id. */
export function heartbeat(eventId: number): NumberedEvent {
  return { eventId, event: { EventType: '_CallbackHeartbeat', EventTimestamp: eventId, Id: 'callback' } };
}

export function steps(first: number, last: number, text = ''): readonly NumberedEvent[] {
  return Array.from({ length: last - first + 1 }, (_, index) => step(first + index, text));
}

export function callback(OperationId: string, changes: Partial<OpenCallback> = {}): OpenCallback {
  return { CallbackId: `id-of-${OperationId}`, OperationId, StartTimestamp: 1000, ...changes };
}

export function eventsOf(numbered: readonly NumberedEvent[]): readonly JournalEvent[] {
  return numbered.map(({ event }) => event);
}
