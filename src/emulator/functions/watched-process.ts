import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { kill, platform } from 'node:process';
import { Readable } from 'node:stream';
import type { Clock } from '../../model/time.ts';
import { readLines } from './log-lines.ts';

/** A process group of its own that does not outlive us, whatever becomes of us and whatever the program ignores. */
export interface WatchedProcess {
  readonly pid: number | undefined;
  /** When the program and all of its group are gone and their last line is read. Never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Asks by SIGTERM, and kills a second later. */
  terminate(): void;
  kill(): void;
}

export type ProcessEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'unspawned'; readonly reason: string };

export interface ProcessOptions {
  readonly command: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** Each line of stdout and stderr. */
  readonly onLine: (line: string) => void;
  /** The operating system; ours unless told. */
  readonly system?: string;
}

// A second shell waits at a pipe whose other end only we hold: when we close it, or die by whatever signal, it kills
// the group. It is armed before the program runs, and is nobody's child, so that the program sees no stranger.
// Both streams go into one pipe, which keeps their lines in order.
const script = `exec 2>&1
( ( trap '' HUP INT QUIT PIPE ALRM TERM USR1 USR2; read -r _ <&3; kill -s KILL 0 ) >/dev/null 2>&1 & )
exec "$@" 3<&-`;

const milliseconds = { untilKill: 1000, untilOutputIsGivenUp: 500 };

/** Throws when the program cannot even be asked for, such as with a NUL in its environment. */
export function watchedProcess(options: ProcessOptions): WatchedProcess {
  const { directory, clock, onLine, system = platform } = options;
  const isGroup = system !== 'win32';
  const child = isGroup ? spawnGroup(options) : spawnAlone(options);
  for (const stream of [child.stdout, child.stderr]) if (stream) readLines(stream, onLine);
  const kill = () => {
    signal(child, isGroup, 'SIGKILL');
    closeWatch(child);
  };
  return {
    pid: child.pid,
    ended: whenEnded(child, directory, clock),
    kill,
    terminate() {
      signal(child, isGroup, 'SIGTERM');
      const timer = clock.after(milliseconds.untilKill, kill);
      child.once('exit', () => timer[Symbol.dispose]());
    },
  };
}

function spawnGroup({ command, directory: cwd, environment: env }: ProcessOptions): ChildProcess {
  return spawn('/bin/sh', ['-c', script, 'durcb', ...command], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
}

// Windows has no groups and no such shell: what the program starts may outlive it, and the program us.
function spawnAlone({ command, directory: cwd, environment: env }: ProcessOptions): ChildProcess {
  const [file = '', ...words] = command;
  return spawn(file, words, { cwd, env, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

// The group's number is ours only as long as its leader has not been waited for.
function signal(child: ChildProcess, isGroup: boolean, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    kill(isGroup ? -child.pid : child.pid, name);
  } catch {
    // It has just ended by itself.
  }
}

function closeWatch(child: ChildProcess): void {
  const watch = child.stdio[3];
  if (watch instanceof Readable) watch.destroy();
}

function whenEnded(child: ChildProcess, directory: string, clock: Clock): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once('error', ({ message }) => {
      const reason = existsSync(directory) ? message : `there is no folder ${directory}`;
      resolve({ kind: 'unspawned', reason });
    });
    child.once('exit', () => {
      closeWatch(child);
      // Somebody who left the group may hold the pipe for ever.
      const timer = clock.after(milliseconds.untilOutputIsGivenUp, () => child.stdout?.destroy());
      child.once('close', () => timer[Symbol.dispose]());
    });
    child.once('close', (code, signal) => {
      resolve(signal ? { kind: 'signal', signal } : { kind: 'exit', code: code ?? 0 });
    });
  });
}
