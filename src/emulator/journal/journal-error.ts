export type JournalErrorCode =
  | 'state-in-use'
  | 'state-newer'
  | 'state-damaged'
  | 'state-unwritable'
  | 'state-closed';

/** The store saying no: what happened in one line, and one line of what to do. */
export class JournalError extends Error {
  readonly code: JournalErrorCode;
  readonly hint: string;

  constructor(code: JournalErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'JournalError';
    this.code = code;
    this.hint = hint;
  }
}

export function stateInUse(path: string, by: string, cause?: unknown): JournalError {
  const hint = 'Stop that one, or give this one a directory of its own with --state DIR.';
  return new JournalError('state-in-use', `The state in ${path} is in use by ${by}.`, hint, cause);
}

export function stateNewer(path: string, version: number, known: number): JournalError {
  return new JournalError(
    'state-newer',
    `The state in ${path} was written by a newer durcb (format ${version}, this one knows ${known}).`,
    'Update durcb, or give another directory with --state DIR; --reset deletes the state and starts afresh.',
  );
}

export function stateDamaged(path: string, reason: string, cause?: unknown): JournalError {
  const hint = 'Move its directory away to keep it, or delete it and start afresh with --reset.';
  return new JournalError('state-damaged', `The state in ${path} is damaged: ${reason}.`, hint, cause);
}

function stateUnwritable(path: string, reason: string, cause?: unknown): JournalError {
  const hint = 'Free space, make it writable, or give another directory with --state DIR.';
  return new JournalError(
    'state-unwritable',
    `The state in ${path} cannot be written: ${reason}.`,
    hint,
    cause,
  );
}

export function stateClosed(): JournalError {
  return new JournalError(
    'state-closed',
    'The state is closed; nothing was written.',
    'Start the emulator again.',
  );
}

/** What SQLite or the file system threw, in our words; anything else is a bug and comes back as it is. */
export function asJournalError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof JournalError) return error;
  if ('errcode' in error && typeof error.errcode === 'number') return fromSqlite(error, error.errcode, path);
  // Both a file where a directory should be and a full disk arrive here.
  if ('syscall' in error) return stateUnwritable(path, error.message, error);
  return error;
}

// Primary result codes; the upper bits of errcode only refine them.
const busy = [5, 6];
const damaged = [11, 26];
const unwritable = [3, 8, 10, 13, 14];

function fromSqlite(error: Error, errcode: number, path: string): Error {
  const primary = errcode & 0xff;
  if (busy.includes(primary)) return stateInUse(path, 'another program', error);
  if (damaged.includes(primary)) return stateDamaged(path, error.message, error);
  if (unwritable.includes(primary)) return stateUnwritable(path, error.message, error);
  return error;
}
