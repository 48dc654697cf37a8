import { platform } from 'node:process';
import type { Context } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import { limits } from '../model/limits.ts';
import { type WorkerOutput, workerOutput } from './worker-output.ts';
import { startWorker, type WorkerEnd, type WorkerProcess } from './worker-process.ts';

export interface Work {
  readonly command: readonly string[];
  readonly callbackId: string;
  /** Stdout is the result; otherwise it is for people, as stderr is. */
  readonly printsResult: boolean;
  readonly readsStdin: boolean;
  /** Aborts when the work is in vain: then the command is asked to end. */
  readonly inVain: AbortSignal | undefined;
}

export interface WorkDone {
  readonly end: WorkerEnd;
  readonly output: WorkerOutput;
}

// Most commands have ended by then.
const patience = 1000;

/** Runs a command to its end, hands signals on to it, and stops it when it writes more than can be sent. */
export async function runWorker(context: Context, work: Work): Promise<WorkDone> {
  const { io, clock, environment, workingDirectory, signal, insisted } = context;
  const output = workerOutput(limits.callbackResult);
  const isOnTerminal = [io.stdin, io.stdout, io.stderr].some(({ isTerminal }) => isTerminal);
  const pass = (chunk: Uint8Array) =>
    io.stderr.write(chunk).then(
      () => true,
      () => true,
    );
  const keep = (chunk: Uint8Array) => {
    const hasRoom = output.add(chunk);
    if (!hasRoom) worker.signal('SIGTERM');
    return hasRoom;
  };
  const worker: WorkerProcess = await startWorker(clock, {
    command: work.command,
    environment: { ...environment, DURCB_CALLBACK_ID: work.callbackId },
    workingDirectory,
    readsStdin: work.readsStdin,
    // Windows knows no groups, and would open a window.
    hasOwnGroup: !isOnTerminal && platform !== 'win32',
    onStdout: work.printsResult ? keep : pass,
    onStderr(chunk) {
      output.addError(chunk);
      return pass(chunk);
    },
  });
  const handOn = () => {
    const name = signalOf(signal.reason);
    // A terminal sends Ctrl-C to both of us.
    if (name && !(isOnTerminal && name !== 'SIGTERM')) worker.signal(name);
    if (name) telling = clock.after(patience, tellThatItGoesOn);
  };
  let telling: Disposable | undefined;
  const tellThatItGoesOn = () =>
    io.note(
      `durcb: ${work.command[0]} was told and goes on; another ${signalOf(signal.reason)} ends it, and nothing is sent`,
    );
  const giveUp = () => worker.signal('SIGTERM');
  // Nobody would be left to end it.
  const end = () => worker.signal('SIGKILL');
  const unlisten = [listen(signal, handOn), listen(work.inVain, giveUp), listen(insisted, end)];
  try {
    return { end: await worker.ended, output };
  } finally {
    telling?.[Symbol.dispose]();
    for (const stop of unlisten) stop();
  }
}

function listen(signal: AbortSignal | undefined, call: () => void): () => void {
  if (signal?.aborted) call();
  signal?.addEventListener('abort', call, { once: true });
  return () => signal?.removeEventListener('abort', call);
}

const signalNames: Readonly<Record<string, NodeJS.Signals>> = {
  interrupted: 'SIGINT',
  terminated: 'SIGTERM',
  'hung-up': 'SIGHUP',
};

const signalOf = (reason: unknown): NodeJS.Signals | undefined =>
  reason instanceof Failure ? signalNames[reason.code] : undefined;
