import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { platform } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { inspectJournalFile } from './inspect-journal-file.ts';
import { asJournalError, stateDamaged } from './journal-error.ts';
import { schema, upgrades } from './schema.ts';

/**
 * Opens the journal's database, brings it up to date, or makes it. Call it under the lock of its directory.
 * Throws `state-damaged` or `state-newer` with the file as it was, and `state-unwritable`.
 */
export function openJournalFile(file: string): DatabaseSync {
  try {
    if (existsSync(file)) inspectJournalFile(file);
    else createJournalFile(file);
    return connect(file, upgrade);
  } catch (error) {
    throw asJournalError(error, file);
  }
}

/** Deletes the journal and what SQLite keeps beside it. */
export function deleteJournalFile(file: string): void {
  try {
    // The file goes last: as long as it is there, its log must be too.
    for (const suffix of ['-shm', '', '-wal']) rmSync(`${file}${suffix}`, { force: true });
  } catch (error) {
    throw asJournalError(error, file);
  }
}

// Made under another name and renamed, so that a journal file is whole from its first moment.
function createJournalFile(file: string): void {
  if (hasContent(`${file}-wal`)) throw stateDamaged(file, 'the file is gone, but its log is there');
  const unfinished = `${file}.new`;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${unfinished}${suffix}`, { force: true });
  writeFileSync(unfinished, '', { mode: 0o600 });
  connect(unfinished, (database) => database.exec(schema)).close();
  renameSync(unfinished, file);
  syncDirectory(dirname(file));
}

function upgrade(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  const step = upgrades[version];
  if (step === undefined) return;
  database.exec(step);
  upgrade(database);
}

function hasContent(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** A database that cannot be prepared is not left open. */
function connect(file: string, prepare: (database: DatabaseSync) => void): DatabaseSync {
  // The time-out is for people who look into the file with a program of their own.
  const database = new DatabaseSync(file, { timeout: 200 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

// Makes the new name durable; Windows refuses that.
function syncDirectory(directory: string): void {
  if (platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
