import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { kill, platform } from 'node:process';
import type { Readable } from 'node:stream';
import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { type Clock, sleep } from '../../model/time.ts';

/** A command line for the shell, and what it finds on stdin. */
export interface EventProgram {
  readonly command: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: string;
}

type Surroundings = Pick<Context, 'clock' | 'io' | 'workingDirectory'>;

/**
 * Runs a command line to its end; what it prints goes to stderr. When the signal aborts it is told to end,
 * and killed with all that it has started when it does not. Resolves to what went wrong with it, if anything did.
 */
export async function runEventProgram(
  { clock, io, workingDirectory }: Surroundings,
  { command, environment, input }: EventProgram,
  signal: AbortSignal,
): Promise<string | undefined> {
  const child = spawn(command, {
    shell: true,
    cwd: workingDirectory,
    env: { ...environment },
    // A group of its own ends as a whole; Windows has none, and would open a window.
    detached: platform !== 'win32',
  });
  const exited = exitOf(child, clock, signal);
  const said = Promise.all([passOn(child.stdout, io), passOn(child.stderr, io)]);
  // It need not read.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  try {
    await exited;
  } catch (error) {
    return `could not be started: ${error instanceof Error ? error.message : error}`;
  }
  await atMost(clock, lastWords, said);
  for (const output of [child.stdout, child.stderr]) keepNobody(output);
  return faultOf(child);
}

// What is left running may go on for longer than the watch.
function keepNobody(output: Readable): void {
  if (output instanceof Socket) output.unref();
}

// Milliseconds to end in after a signal.
const grace = 2_000;
// Milliseconds to say the rest in; what was left running in the background may keep the output open for ever.
const lastWords = 500;

async function exitOf(
  child: ChildProcessWithoutNullStreams,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const killing = new AbortController();
  let killed = Promise.resolve();
  const end = () => {
    send(child, signalFor(signal.reason));
    killed = sleep(clock, grace, killing.signal).then(
      () => void send(child, 'SIGKILL'),
      () => {},
    );
  };
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  try {
    await once(child, 'exit');
    if (send(child, 0)) await killed;
  } finally {
    signal.removeEventListener('abort', end);
    killing.abort();
  }
}

/** False when there is nobody any more. */
function send({ pid }: ChildProcessWithoutNullStreams, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && kill(platform === 'win32' ? pid : -pid, signal);
  } catch {
    return false;
  }
}

const signalFor = (reason: unknown): NodeJS.Signals =>
  reason instanceof Failure && reason.exitCode === exitCodes.interrupted ? 'SIGINT' : 'SIGTERM';

async function passOn(stream: Readable, { stderr }: Surroundings['io']): Promise<void> {
  for await (const chunk of stream) await stderr.write(chunk);
}

async function atMost(clock: Clock, milliseconds: number, promise: Promise<unknown>): Promise<void> {
  const enough = new AbortController();
  await Promise.race([promise, sleep(clock, milliseconds, enough.signal)]);
  enough.abort();
}

const faultOf = ({ exitCode, signalCode }: ChildProcessWithoutNullStreams): string | undefined => {
  if (signalCode) return `was ended by ${signalCode}`;
  return exitCode ? `ended with exit code ${exitCode}` : undefined;
};
