import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asJournalError, JournalError, stateInUse } from './journal-error.ts';

/** Who has the state; told to whoever else wants it. */
export interface StateOwner {
  readonly pid: number;
  readonly url?: string | undefined;
}

export interface StateLock {
  /** Says more about the owner, once it is known. */
  describe(owner: StateOwner): void;
  release(): void;
}

/**
 * Takes a state directory, made when it is not there, for this process. Throws `state-in-use` while another has it.
 * The lock is the operating system's, held by SQLite, so it goes with the process however that ends;
 * the owner file is only for the message.
 */
export function lockState(directory: string, owner: StateOwner): StateLock {
  const ownerFile = join(directory, 'owner.json');
  const lock = takeLock(directory, ownerFile);
  const describe = (described: StateOwner) =>
    writeFileSync(ownerFile, JSON.stringify(described), { mode: 0o600 });
  const release = () => {
    rmSync(ownerFile, { force: true });
    lock.close();
  };
  try {
    describe(owner);
  } catch (error) {
    lock.close();
    throw asJournalError(error, directory);
  }
  return { describe, release };
}

function takeLock(directory: string, ownerFile: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const file = join(directory, 'journal.lock');
    createPrivately(file);
    lock = new DatabaseSync(file);
    // Never committed and nothing ever written: the file stays empty.
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const reason = asJournalError(error, directory);
    if (reason instanceof JournalError && reason.code === 'state-in-use')
      throw stateInUse(directory, holder(ownerFile), error);
    throw reason;
  }
}

// An existing file is not even opened: closing it would drop the lock this process may hold on it.
function createPrivately(file: string): void {
  if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600, flag: 'a' });
}

function holder(ownerFile: string): string {
  try {
    const { pid, url }: Partial<StateOwner> = JSON.parse(readFileSync(ownerFile, 'utf8'));
    return url ? `process ${pid} (${url})` : `process ${pid}`;
  } catch {
    // Not there yet, or half written: the lock tells enough.
    return 'another process';
  }
}
