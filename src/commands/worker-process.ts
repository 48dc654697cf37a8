import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { kill } from 'node:process';
import type { Readable } from 'node:stream';
import { Failure } from '../cli/failure.ts';
import { ProgramExitCode } from '../model/program-exit-code.ts';

export interface WorkerProcess {
  /** Resolves when it has ended and closed its output. */
  readonly ended: Promise<WorkerEnd>;
  signal(name: NodeJS.Signals): void;
}

export interface WorkerEnd {
  /** As a shell says it: 128 and the number of the signal for who was ended by one. */
  readonly exitCode: ProgramExitCode;
  readonly signal: NodeJS.Signals | undefined;
}

export interface WorkerOptions {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Whether it reads what durcb is given on stdin. */
  readonly readsStdin: boolean;
  /** Whether signals go to all that it starts, too; on a terminal that would take the keyboard away from it. */
  readonly hasOwnGroup: boolean;
  onStdout(chunk: Uint8Array): Promise<void> | void;
  onStderr(chunk: Uint8Array): Promise<void> | void;
}

/** Starts a command; rejects when there is no such command. */
export async function startWorker(options: WorkerOptions): Promise<WorkerProcess> {
  const [file = '', ...words] = options.command;
  const child = spawn(file, words, {
    cwd: options.workingDirectory,
    env: { ...options.environment },
    detached: options.hasOwnGroup,
    stdio: [options.readsStdin ? 'inherit' : 'ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  // What keeps it from starting is told by the next line.
  closed.catch(() => {});
  await once(child, 'spawn').catch((error) => {
    throw notStarted(file, error);
  });
  const read = Promise.all([
    readAll(child.stdout, options.onStdout),
    readAll(child.stderr, options.onStderr),
  ]);
  return {
    ended: Promise.all([closed, read]).then(() => endOf(child)),
    signal: (name) => signalTo(child, options.hasOwnGroup, name),
  };
}

async function readAll(stream: Readable, take: WorkerOptions['onStdout']): Promise<void> {
  for await (const chunk of stream) await take(chunk);
}

function endOf({ exitCode, signalCode }: ChildProcess): WorkerEnd {
  const code = exitCode ?? 128 + (signalCode ? constants.signals[signalCode] : 0);
  return { exitCode: ProgramExitCode.parse(code), signal: signalCode ?? undefined };
}

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
