import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { asJournalError, stateDamaged } from './journal-error.ts';

/** One row of an answer. */
export type Columns = Readonly<Record<string, SQLOutputValue>>;

/** Statements prepared once, by their text; what SQLite throws becomes a JournalError. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
  }

  all<Value>(
    decode: (columns: Columns) => Value,
    sql: string,
    ...parameters: SQLInputValue[]
  ): readonly Value[] {
    const rows = this.#try(() => this.#prepare(sql).all(...parameters));
    return rows.map((columns) => this.#decode(decode, columns));
  }

  get<Value>(
    decode: (columns: Columns) => Value,
    sql: string,
    ...parameters: SQLInputValue[]
  ): Value | undefined {
    const columns = this.#try(() => this.#prepare(sql).get(...parameters));
    return columns && this.#decode(decode, columns);
  }

  run(sql: string, ...parameters: SQLInputValue[]): void {
    this.#try(() => this.#prepare(sql).run(...parameters));
  }

  /** All that `work` writes becomes durable, or nothing of it. */
  transaction(work: () => void): void {
    this.run('BEGIN IMMEDIATE');
    try {
      work();
      this.run('COMMIT');
    } catch (error) {
      // After some errors, such as a full disk, SQLite has rolled back by itself.
      if (this.#database.isTransaction) this.run('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#try(() => this.#database.close());
  }

  #prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const prepared = this.#database.prepare(sql);
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  #try<Value>(call: () => Value): Value {
    try {
      return call();
    } catch (error) {
      throw asJournalError(error, this.#file);
    }
  }

  // What was stored reads back; if not, the file is damaged where SQLite's own checks do not look.
  #decode<Value>(decode: (columns: Columns) => Value, columns: Columns): Value {
    try {
      return decode(columns);
    } catch (error) {
      throw stateDamaged(this.#file, String(error), error);
    }
  }
}

export function text(columns: Columns, name: string): string {
  const value = columns[name];
  if (typeof value !== 'string') throw new TypeError(`column ${name} holds no text`);
  return value;
}

export function number(columns: Columns, name: string): number {
  const value = columns[name];
  if (typeof value !== 'number') throw new TypeError(`column ${name} holds no number`);
  return value;
}

export function optionalNumber(columns: Columns, name: string): number | undefined {
  return columns[name] === null ? undefined : number(columns, name);
}
