import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { kill } from 'node:process';
import type { Readable } from 'node:stream';
import { Failure } from '../cli/failure.ts';
import { ProgramExitCode } from '../model/program-exit-code.ts';
import { type Clock, sleep } from '../model/time.ts';

export interface WorkerProcess {
  /** Resolves when it has ended and its output is read, as far as others do not hold that open. */
  readonly ended: Promise<WorkerEnd>;
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
}

// A shell's `>(…)` may finish a little later than the shell; a server put into the background never does.
const patience = 5000;

/** Starts a command; rejects when there is no such command. */
export async function startWorker(clock: Clock, options: WorkerOptions): Promise<WorkerProcess> {
  const [file = '', ...words] = options.command;
  const child = spawn(file, words, {
    cwd: options.workingDirectory,
    env: { ...options.environment },
    detached: options.hasOwnGroup,
    stdio: [options.readsStdin ? 'inherit' : 'ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  // What keeps it from starting is told by the next line.
  exited.catch(() => {});
  await once(child, 'spawn').catch((error) => {
    throw notStarted(file, error);
  });
  const read = Promise.all([
    readAll(child.stdout, options.onStdout),
    readAll(child.stderr, options.onStderr),
  ]);
  // What keeps it from being read is told once it has ended.
  read.catch(() => {});
  return {
    ended: exited.then(async () => endOf(child, await isOpenAfterAll(child, read, clock))),
    signal: (name) => signalTo(child, options.hasOwnGroup, name),
  };
}

async function readAll(stream: Readable, take: Take): Promise<void> {
  for await (const chunk of stream) if (!(await take(chunk))) break;
}

async function isOpenAfterAll(
  { stdout, stderr }: ChildProcess,
  read: Promise<unknown>,
  clock: Clock,
): Promise<boolean> {
  const waiting = new AbortController();
  const late = sleep(clock, patience, waiting.signal).then(
    () => true,
    () => false,
  );
  const isOpen = await Promise.race([late, read.then(() => false)]);
  waiting.abort();
  if (!isOpen) return false;
  stdout?.destroy();
  stderr?.destroy();
  return true;
}

function endOf({ exitCode, signalCode }: ChildProcess, isHeldOpen: boolean): WorkerEnd {
  const code = exitCode ?? 128 + (signalCode ? constants.signals[signalCode] : 0);
  // Those of Windows may be larger than anybody else can tell.
  const { data = anyFailure } = ProgramExitCode.safeParse(code);
  return { exitCode: data, signal: signalCode ?? undefined, isHeldOpen };
}

const anyFailure = ProgramExitCode.parse(1);

function signalTo({ pid, exitCode, signalCode }: ChildProcess, isGroup: boolean, name: NodeJS.Signals): void {
  if (pid === undefined || (!isGroup && (exitCode !== null || signalCode !== null))) return;
  try {
    kill(isGroup ? -pid : pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

function notStarted(file: string, error: NodeJS.ErrnoException): Failure {
  const isMissing = error.code === 'ENOENT';
  return new Failure({
    code: isMissing ? 'command-not-found' : 'command-not-started',
    message: `cannot run ${file}: ${isMissing ? 'there is no such command' : error.message}; nothing was sent`,
    hint: 'a pipe or a shell built-in needs a shell: -- sh -c "…"',
    // What shells say.
    exitCode: ProgramExitCode.parse(isMissing ? 127 : 126),
    cause: error,
  });
}
