import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A line of the log. What was sent is not in it, only its size and hash. */
export interface LoggedAction {
  /** ISO 8601. */
  readonly At: string;
  /** The same in both lines of an action. */
  readonly ActionId: string;
  /** `trying` comes before the call, the others after it; `unknown` is a call that nobody knows whether it was done. */
  readonly Outcome: 'trying' | 'done' | 'refused' | 'unknown';
  readonly [member: string]: unknown;
}

export interface ActionLog {
  /** Never rejects: an action does not wait for a disk that is full. */
  add(entry: LoggedAction): Promise<void>;
}

/** Appends to a file that only its owner may read. `warn` is called once, when that cannot be done. */
export function openActionLog(path: string | undefined, warn: (why: string) => void): ActionLog {
  let isBroken = false;
  const fail = (why: string) => {
    if (!isBroken) warn(why);
    isBroken = true;
  };
  return {
    async add(entry) {
      if (path === undefined) return fail('nobody has a home here: set XDG_STATE_HOME');
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        // One write a line, which the lines of other processes do not come between.
        await appendFile(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      } catch (error) {
        fail(error instanceof Error ? error.message : String(error));
      }
    },
  };
}
