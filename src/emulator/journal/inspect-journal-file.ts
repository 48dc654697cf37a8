import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { asJournalError, stateDamaged, stateNewer } from './journal-error.ts';
import { schemaVersion, upgrades } from './schema.ts';

// A check of every page takes about 0.6 ms a megabyte. What is damaged in a larger file shows when it is read.
const largestFullCheck = 128 * 1024 * 1024;

/** Throws `state-damaged` or `state-newer` unless the file is a journal of ours; changes nothing in it. */
export function inspectJournalFile(file: string): void {
  const { size } = statSync(file);
  // SQLite takes an empty file for a new database, and throws away its log.
  if (size === 0) throw stateDamaged(file, 'the file is empty');
  let database: DatabaseSync | undefined;
  try {
    // Read-only, so that closing it does not move the log into a file that is not ours to change.
    database = new DatabaseSync(file, { readOnly: true, timeout: 200 });
    checkVersion(database, file);
    checkPages(database, file, size);
  } catch (error) {
    throw asJournalError(error, file);
  } finally {
    database?.close();
  }
}

function checkVersion(database: DatabaseSync, file: string): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (version > schemaVersion) throw stateNewer(file, version, schemaVersion);
  if (version < schemaVersion && !upgrades[version])
    throw stateDamaged(file, 'it is a database, but not one of durcb');
}

function checkPages(database: DatabaseSync, file: string, size: number): void {
  if (size > largestFullCheck) return;
  const verdict = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (verdict !== 'ok') throw stateDamaged(file, String(verdict).replaceAll(/\s+/g, ' '));
}
