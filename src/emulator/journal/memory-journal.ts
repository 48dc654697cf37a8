import type { JournalEvent } from '../../model/event.ts';
import type { FunctionEvent } from '../functions/function-event.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import { GroupCommit } from './group-commit.ts';
import { historyPage } from './history-page.ts';
import type {
  CallbackChanges,
  CallbackFilter,
  ExecutionFilter,
  ExecutionRow,
  HistoryRange,
  Journal,
  JournalEntry,
  ListedRow,
  NumberedEvent,
  PendingCallback,
} from './journal.ts';
import { stateClosed } from './journal-error.ts';
import { matches } from './matches.ts';
import { OpenCallbacks } from './open-callbacks.ts';

interface Stored {
  readonly position: number;
  row: ExecutionRow;
  readonly events: NumberedEvent[];
  /** Public ones only: the event with id n is at n - 1. */
  readonly history: NumberedEvent[];
}

/** The journal of an emulator that keeps nothing. */
export function openMemoryJournal(): Journal {
  return new MemoryJournal();
}

class MemoryJournal implements Journal {
  readonly #executions = new Map<string, Stored>();
  readonly #inOrder: Stored[] = [];
  readonly #byFunction = new Map<string, Stored[]>();
  readonly #byName = new Map<string, Stored>();
  readonly #awake = new Set<Stored>();
  readonly #deadlines = new DeadlineQueue();
  #callbacks = new OpenCallbacks();
  readonly #functionEvents: FunctionEvent[] = [];
  readonly #commits = new GroupCommit<() => void>((writes) => {
    for (const write of writes) write();
  });
  #closed = false;

  async append(entry: JournalEntry): Promise<void> {
    if (this.#closed) throw stateClosed();
    await this.#commits.add(() => this.#write(entry));
  }

  async appendFunctionEvents(events: readonly FunctionEvent[]): Promise<void> {
    if (this.#closed) throw stateClosed();
    await this.#commits.add(() => this.#functionEvents.push(...events));
  }

  functionEvents(): readonly FunctionEvent[] {
    return [...this.#functionEvents];
  }

  events(executionId: string): readonly JournalEvent[] {
    return this.#executions.get(executionId)?.events.map(({ event }) => event) ?? [];
  }

  history(executionId: string, range: HistoryRange): readonly NumberedEvent[] {
    const history = this.#executions.get(executionId)?.history ?? [];
    return historyPage(range, history.length).flatMap((eventId) => history[eventId - 1] ?? []);
  }

  find(executionId: string): ExecutionRow | undefined {
    return this.#executions.get(executionId)?.row;
  }

  findByName(functionName: string, name: string): ExecutionRow | undefined {
    return this.#byName.get(nameKey(functionName, name))?.row;
  }

  list(filter: ExecutionFilter): readonly ListedRow[] {
    const { functionName, newestFirst } = filter;
    const inOrder = functionName === undefined ? this.#inOrder : (this.#byFunction.get(functionName) ?? []);
    const stored = newestFirst ? inOrder.toReversed() : inOrder;
    return stored
      .values()
      .map(({ row, position }) => ({ ...row, position }))
      .filter((row) => matches(row, filter))
      .take(filter.limit)
      .toArray();
  }

  pending(filter: CallbackFilter): readonly PendingCallback[] {
    return this.#callbacks.list(filter);
  }

  earliestDeadline(): number | undefined {
    return this.#deadlines.earliest();
  }

  due(now: number): readonly string[] {
    return this.#deadlines.due(now);
  }

  awake(): readonly string[] {
    const awake = [...this.#awake].sort((a, b) => a.position - b.position);
    return awake.map(({ row }) => row.executionId);
  }

  reindex(indexOf: Parameters<Journal['reindex']>[0]): void {
    const found = this.#inOrder.map((stored) => ({ stored, ...indexOf(stored.events) }));
    this.#callbacks = new OpenCallbacks();
    for (const { stored, row } of found) this.#index(stored, row, { open: [], closed: [] });
    const open = found.flatMap(({ stored, callbacks }) =>
      callbacks.open.map((callback) => ({ stored, callback })),
    );
    open.sort((a, b) => a.callback.StartTimestamp - b.callback.StartTimestamp);
    for (const { stored, callback } of open) this.#callbacks.change(stored, { open: [callback], closed: [] });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#commits.flush();
  }

  #write({ events, row, callbacks }: JournalEntry): void {
    const stored = this.#executions.get(row.executionId) ?? this.#add(row);
    stored.events.push(...events);
    stored.history.push(...events.filter(({ event }) => !event.EventType.startsWith('_')));
    this.#index(stored, row, callbacks);
  }

  #add(row: ExecutionRow): Stored {
    const stored: Stored = { position: this.#inOrder.length + 1, row, events: [], history: [] };
    this.#executions.set(row.executionId, stored);
    this.#inOrder.push(stored);
    const siblings = this.#byFunction.get(row.functionName);
    if (siblings) siblings.push(stored);
    else this.#byFunction.set(row.functionName, [stored]);
    this.#byName.set(nameKey(row.functionName, row.name), stored);
    return stored;
  }

  #index(stored: Stored, row: ExecutionRow, callbacks: CallbackChanges): void {
    stored.row = row;
    this.#deadlines.set(row.executionId, row.nextDeadline);
    if (row.awake) this.#awake.add(stored);
    else this.#awake.delete(stored);
    this.#callbacks.change(stored, callbacks);
  }
}

function nameKey(functionName: string, name: string): string {
  return `${functionName}/${name}`;
}
