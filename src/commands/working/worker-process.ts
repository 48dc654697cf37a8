import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { kill } from 'node:process';
import type { Readable } from 'node:stream';
import { Failure } from '../../cli/failure.ts';
import { ProgramExitCode } from '../../model/program-exit-code.ts';
import { type Clock, sleep } from '../../model/time.ts';

export interface WorkerProcess {
  /** Resolves when it has ended and its output is read, as far as others do not hold that open. */
  readonly ended: Promise<WorkerEnd>;
  /** Whether it has ended, though its output may go on. */
  readonly isOver: boolean;
  signal(name: NodeJS.Signals): void;
}

export interface WorkerEnd {
  /** As a shell says it: 128 and the number of the signal for who was ended by one. */
  readonly exitCode: ProgramExitCode;
  readonly signal: NodeJS.Signals | undefined;
  /** Something that it started could still print. */
  readonly isHeldOpen: boolean;
}

/** False when no more is wanted; then the writer's pipe breaks. */
type Take = (chunk: Uint8Array) => Promise<boolean> | boolean;

export interface WorkerOptions {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Whether it reads what durcb is given on stdin. */
  readonly readsStdin: boolean;
  /** Whether signals go to all that it starts, too; on a terminal that would take the keyboard away from it. */
  readonly hasOwnGroup: boolean;
  readonly onStdout: Take;
  readonly onStderr: Take;
  /** It has ended, and something that it started goes on printing. */
  onOutlived(): void;
}

// A shell's `>(…)` may finish a little later than the shell; a server put into the background never does.
// What still prints is at work, and half a result must not pass for a whole one.
const patience = 5000;

/** Starts a command; rejects when there is no such command. */
export async function startWorker(clock: Clock, options: WorkerOptions): Promise<WorkerProcess> {
  const child = begin(options);
  const exited = once(child, 'exit');
  // What keeps it from starting is told by the next line.
  exited.catch(() => {});
  await once(child, 'spawn').catch((error) => {
    throw notStarted(options, error);
  });
  const reading = readOutput(child, options);
  return {
    ended: exited.then(async () => endOf(child, await isHeldOpen(child, reading, clock, options))),
    get isOver() {
      return hasExited(child);
    },
    signal: (name) => signalTo(child, options.hasOwnGroup, name),
  };
}

function begin(options: WorkerOptions): ChildProcessByStdio<null, Readable, Readable> {
  const [file = '', ...words] = options.command;
  try {
    return spawn(file, words, {
      cwd: options.workingDirectory,
      env: { ...options.environment },
      detached: options.hasOwnGroup,
      stdio: [options.readsStdin ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    throw notStarted(options, error);
  }
}

interface Reading {
  readonly done: Promise<unknown>;
  /** How many pieces there were so far. */
  readonly count: number;
}

function readOutput(
  { stdout, stderr }: ChildProcessByStdio<null, Readable, Readable>,
  { onStdout, onStderr }: WorkerOptions,
): Reading {
  let count = 0;
  const readAll = async (stream: Readable, take: Take): Promise<void> => {
    for await (const chunk of stream) {
      count++;
      if (!(await take(chunk))) break;
    }
  };
  const done = Promise.all([readAll(stdout, onStdout), readAll(stderr, onStderr)]);
  // What keeps it from being read is told once it has ended.
  done.catch(() => {});
  return {
    done,
    get count() {
      return count;
    },
  };
}

async function isHeldOpen(
  { stdout, stderr }: ChildProcess,
  reading: Reading,
  clock: Clock,
  { onOutlived }: WorkerOptions,
): Promise<boolean> {
  for (let isFirst = true; ; isFirst = false) {
    const { count } = reading;
    if (!(await isLonger(reading.done, clock))) return false;
    if (reading.count === count) break;
    if (isFirst) onOutlived();
  }
  stdout?.destroy();
  stderr?.destroy();
  return true;
}

async function isLonger(read: Promise<unknown>, clock: Clock): Promise<boolean> {
  const waiting = new AbortController();
  const late = sleep(clock, patience, waiting.signal).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([late, read.then(() => false)]);
  } finally {
    waiting.abort();
  }
}

function endOf({ exitCode, signalCode }: ChildProcess, isHeldOpen: boolean): WorkerEnd {
  const code = exitCode ?? 128 + (signalCode ? constants.signals[signalCode] : 0);
  // Those of Windows may be larger than anybody else can tell.
  const { data = anyFailure } = ProgramExitCode.safeParse(code);
  return { exitCode: data, signal: signalCode ?? undefined, isHeldOpen };
}

const anyFailure = ProgramExitCode.parse(1);

const hasExited = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

function signalTo(child: ChildProcess, isGroup: boolean, name: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined || (!isGroup && hasExited(child))) return;
  try {
    kill(isGroup ? -pid : pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

// What shells say, and what they say it with.
const faults: Readonly<Record<string, readonly [code: string, what: string, exitCode: number]>> = {
  ENOENT: ['command-not-found', 'there is no such command', 127],
  ENOTDIR: ['command-not-found', 'there is no such command', 127],
  // An empty name.
  ERR_INVALID_ARG_VALUE: ['command-not-found', 'there is no such command', 127],
  EACCES: ['command-not-started', 'it is no program, or may not be run', 126],
  E2BIG: ['command-not-started', 'its arguments and its environment are too long', 126],
};

function notStarted({ command: [file] }: WorkerOptions, cause: unknown): Failure {
  const { code: fault = '', message }: NodeJS.ErrnoException =
    cause instanceof Error ? cause : new Error(String(cause));
  const [code, what, exitCode] = faults[fault] ?? ['command-not-started', message, 126];
  return new Failure({
    code,
    message: `cannot run ${file || "''"}: ${what}; nothing was sent`,
    hint: 'a pipe or a shell built-in needs a shell: -- sh -c "…"',
    exitCode: ProgramExitCode.parse(exitCode),
    cause,
  });
}
