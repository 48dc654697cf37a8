import { join } from 'node:path';
import type { JournalEvent } from '../../model/event.ts';
import type { FunctionEvent } from '../functions/function-event.ts';
import { readRow } from './execution-row.ts';
import { GroupCommit } from './group-commit.ts';
import { historyPage } from './history-page.ts';
import type {
  CallbackFilter,
  ExecutionFilter,
  ExecutionRow,
  HistoryRange,
  Journal,
  JournalEntry,
  ListedRow,
  NumberedEvent,
  OpenCallback,
  PendingCallback,
} from './journal.ts';
import { stateClosed } from './journal-error.ts';
import { deleteJournalFile, openJournalFile } from './journal-file.ts';
import { callbacksQuery, executionsQuery } from './listing.ts';
import { reindex } from './reindex.ts';
import { lockState, type StateLock, type StateOwner } from './state-lock.ts';
import { type Columns, number, Statements, text } from './statements.ts';
import { writeEntry } from './write-entry.ts';

export interface SqliteJournalOptions {
  /** Made, for the user alone, when it is not there. */
  readonly directory: string;
  readonly owner: StateOwner;
  /** Deletes what was stored before. */
  readonly reset?: boolean | undefined;
}

/** The journal in one SQLite file. Throws a JournalError when the state cannot be had, and leaves it as it was. */
export function openSqliteJournal({ directory, owner, reset }: SqliteJournalOptions): SqliteJournal {
  const lock = lockState(directory, owner);
  try {
    const file = join(directory, 'journal.sqlite');
    if (reset) deleteJournalFile(file);
    return new SqliteJournal(new Statements(openJournalFile(file), file), lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

export class SqliteJournal implements Journal {
  readonly #statements: Statements;
  readonly #lock: StateLock;
  readonly #commits = new GroupCommit<() => void>((writes) => this.#commit(writes));
  #closed = false;

  constructor(statements: Statements, lock: StateLock) {
    this.#statements = statements;
    this.#lock = lock;
  }

  /** Says more about the owner to a second process that wants this state. */
  describeOwner(owner: StateOwner): void {
    this.#lock.describe(owner);
  }

  /** Rejects with a JournalError when the commit failed; then nothing of the entry is there. */
  async append(entry: JournalEntry): Promise<void> {
    if (this.#closed) throw stateClosed();
    await this.#commits.add(() => writeEntry(this.#statements, entry));
  }

  async appendFunctionEvents(events: readonly FunctionEvent[]): Promise<void> {
    if (this.#closed) throw stateClosed();
    const insert = 'INSERT INTO function_events (body) VALUES (?)';
    await this.#commits.add(() => {
      for (const event of events) this.#statements.run(insert, JSON.stringify(event));
    });
  }

  functionEvents(): readonly FunctionEvent[] {
    return this.#statements.all(readFunctionEvent, 'SELECT body FROM function_events ORDER BY key');
  }

  events(executionId: string): readonly JournalEvent[] {
    const key = this.#key(executionId);
    return key === undefined ? [] : this.#numberedEvents(key).map(({ event }) => event);
  }

  history(executionId: string, range: HistoryRange): readonly NumberedEvent[] {
    const key = this.#key(executionId);
    if (key === undefined) return [];
    const first =
      'SELECT event_id, body FROM events WHERE execution = ? AND event_id = ? ORDER BY key LIMIT 1';
    return historyPage(range, this.#lastId(key)).flatMap(
      (eventId) => this.#statements.get(readEvent, first, key, eventId) ?? [],
    );
  }

  find(executionId: string): ExecutionRow | undefined {
    return this.#statements.get(readRow, 'SELECT * FROM executions WHERE execution_id = ?', executionId);
  }

  findByName(functionName: string, name: string): ExecutionRow | undefined {
    const newest = 'SELECT * FROM executions WHERE name = ? AND function_name = ? ORDER BY key DESC LIMIT 1';
    return this.#statements.get(readRow, newest, name, functionName);
  }

  list(filter: ExecutionFilter): readonly ListedRow[] {
    const { sql, parameters } = executionsQuery(filter);
    return this.#statements.all(readListedRow, sql, ...parameters);
  }

  pending(filter: CallbackFilter): readonly PendingCallback[] {
    const { sql, parameters } = callbacksQuery(filter);
    return this.#statements.all(readPending, sql, ...parameters);
  }

  earliestDeadline(): number | undefined {
    const earliest = `
      SELECT next_deadline FROM executions WHERE next_deadline IS NOT NULL ORDER BY next_deadline LIMIT 1`;
    return this.#statements.get((columns) => number(columns, 'next_deadline'), earliest);
  }

  due(now: number): readonly string[] {
    const due = 'SELECT execution_id FROM executions WHERE next_deadline <= ? ORDER BY next_deadline, key';
    return this.#statements.all(readId, due, now);
  }

  awake(): readonly string[] {
    return this.#statements.all(readId, 'SELECT execution_id FROM executions WHERE awake = 1 ORDER BY key');
  }

  reindex(indexOf: Parameters<Journal['reindex']>[0]): void {
    this.#statements.transaction(() =>
      reindex(this.#statements, indexOf, (key) => this.#numberedEvents(key)),
    );
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#commits.flush();
    try {
      this.#statements.close();
    } finally {
      this.#lock.release();
    }
  }

  #commit(writes: readonly (() => void)[]): void {
    this.#statements.transaction(() => {
      for (const write of writes) write();
    });
  }

  #key(executionId: string): number | undefined {
    const key = 'SELECT key FROM executions WHERE execution_id = ?';
    return this.#statements.get((columns) => number(columns, 'key'), key, executionId);
  }

  #numberedEvents(key: number): readonly NumberedEvent[] {
    return this.#statements.all(
      readEvent,
      'SELECT event_id, body FROM events WHERE execution = ? ORDER BY event_id, key',
      key,
    );
  }

  #lastId(key: number): number {
    const last = 'SELECT event_id FROM events WHERE execution = ? ORDER BY event_id DESC LIMIT 1';
    return this.#statements.get((columns) => number(columns, 'event_id'), last, key) ?? 0;
  }
}

function readEvent(columns: Columns): NumberedEvent {
  return { eventId: number(columns, 'event_id'), event: JSON.parse(text(columns, 'body')) };
}

function readFunctionEvent(columns: Columns): FunctionEvent {
  return JSON.parse(text(columns, 'body'));
}

function readListedRow(columns: Columns): ListedRow {
  return { ...readRow(columns), position: number(columns, 'key') };
}

function readPending(columns: Columns): PendingCallback {
  const callback: OpenCallback = JSON.parse(text(columns, 'callback'));
  return { execution: readRow(columns), callback };
}

function readId(columns: Columns): string {
  return text(columns, 'execution_id');
}
