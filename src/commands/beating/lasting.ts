import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Context } from '../../cli/command.ts';
import { Failure } from '../../cli/failure.ts';
import { usageFailure } from '../../cli/usage.ts';
import { isListening } from './is-listening.ts';
import { isRunning } from './is-running.ts';

export interface LastingInput {
  readonly whilePid: number | undefined;
  readonly whileFile: string | undefined;
  /** On this machine. */
  readonly whilePort: number | undefined;
  /** The path of a Unix socket. */
  readonly whileSocket: string | undefined;
}

export interface Lasting {
  /** Aborts with a Failure that says what has ended. */
  readonly ended: AbortSignal;
  stop(): void;
}

interface Watched {
  isThere(): Promise<boolean>;
  /** What is so once it has ended. */
  readonly otherwise: string;
  /** Milliseconds between two looks. */
  readonly interval: number;
}

/** Watches what is given, a process for one; throws when any of it is not there to begin with. */
export async function watchLasting(
  { clock, workingDirectory }: Pick<Context, 'clock' | 'workingDirectory'>,
  input: LastingInput,
): Promise<Lasting> {
  const watched = watchedOf(input, workingDirectory);
  for (const { isThere, otherwise } of watched)
    if (!(await isThere())) throw usageFailure(`${otherwise}, so there is nothing to beat for`);
  const ending = new AbortController();
  const timers = new Map<Watched, Disposable>();
  const look = async (one: Watched) => {
    const isThere = await one.isThere();
    if (!isThere) ending.abort(new Failure({ code: 'ended', message: `${one.otherwise} any more` }));
    else if (!ending.signal.aborted) lookLater(one);
  };
  const lookLater = (one: Watched) =>
    timers.set(
      one,
      clock.after(one.interval, () => look(one)),
    );
  watched.forEach(lookLater);
  return {
    ended: ending.signal,
    stop() {
      for (const timer of timers.values()) timer[Symbol.dispose]();
      ending.abort();
    },
  };
}

// Who waits for an end is not kept waiting longer than this; a server has more to do than to be asked.
const often = 1000;
const seldom = 5000;

function watchedOf(
  { whilePid: pid, whileFile, whilePort: port, whileSocket }: LastingInput,
  directory: string,
): readonly Watched[] {
  const all: Watched[] = [];
  const add = (interval: number, otherwise: string, isThere: Watched['isThere']) =>
    all.push({ isThere, otherwise, interval });
  if (pid !== undefined) add(often, `process ${pid} is not running`, async () => isRunning(pid));
  if (whileFile !== undefined) {
    const path = resolve(directory, whileFile);
    add(often, `${path} is not there`, () => isThere(path));
  }
  if (port !== undefined) add(seldom, `nothing listens on port ${port}`, () => isListening({ port }));
  if (whileSocket !== undefined) {
    const path = resolve(directory, whileSocket);
    add(seldom, `nothing listens at ${path}`, () => isListening({ path }));
  }
  return all;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
