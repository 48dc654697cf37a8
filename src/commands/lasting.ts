import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { kill } from 'node:process';
import type { Context } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import { usageFailure } from '../cli/usage.ts';

export interface LastingInput {
  readonly whilePid: number | undefined;
  readonly whileFile: string | undefined;
}

export interface Lasting {
  /** Aborts with a Failure that says what has ended. */
  readonly ended: AbortSignal;
  stop(): void;
}

// Who waits for a process to end is not kept waiting longer than this.
const interval = 1000;

/** Watches a process, a file, or both; throws when one of them is not there to begin with. */
export async function watchLasting(
  { clock, workingDirectory }: Pick<Context, 'clock' | 'workingDirectory'>,
  { whilePid, whileFile }: LastingInput,
): Promise<Lasting> {
  const path = whileFile === undefined ? undefined : resolve(workingDirectory, whileFile);
  const whatEnded = async () => {
    if (whilePid !== undefined && !isRunning(whilePid)) return `process ${whilePid} is not running`;
    return path === undefined || (await isThere(path)) ? undefined : `${path} is not there`;
  };
  const missing = await whatEnded();
  if (missing !== undefined) throw usageFailure(`${missing}, so there is nothing to beat for`);
  const ending = new AbortController();
  let timer: Disposable | undefined;
  const look = async () => {
    const message = await whatEnded();
    if (message !== undefined) ending.abort(new Failure({ code: 'ended', message: `${message} any more` }));
    else if (!ending.signal.aborted) timer = clock.after(interval, look);
  };
  if (whilePid !== undefined || path !== undefined) timer = clock.after(interval, look);
  return {
    ended: ending.signal,
    stop() {
      timer?.[Symbol.dispose]();
      ending.abort();
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    return kill(pid, 0);
  } catch (error) {
    // It may be somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
