import { platform } from 'node:process';
import type { Context } from '../../cli/command.ts';
import { Failure } from '../../cli/failure.ts';
import { limits } from '../../model/limits.ts';
import { alsoSaying } from '../also-saying.ts';
import { onAbort } from '../on-abort.ts';
import { tellInterrupter } from '../tell-interrupter.ts';
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

/** Runs a command to its end, hands signals on to it, and stops it when it writes more than can be sent. */
export async function runWorker(context: Context, work: Work): Promise<WorkDone> {
  const { signal, insisted } = context;
  const [program = ''] = work.command;
  // On a terminal it would never learn of a Ctrl-C of before.
  if (signal.aborted) throw alsoSaying(signal.reason, `${program} was not begun, and nothing was sent`);
  const output = workerOutput(limits.callbackResult);
  const worker = await started(context, work, output);
  using _interrupted = onAbort(signal, () => handOn(context, worker));
  using _told = tellInterrupter(context, () => goesOn(context, program, worker));
  using _inVain = onAbort(work.inVain, () => worker.signal('SIGTERM'));
  // Nobody would be left to end it.
  using _insisted = onAbort(insisted, () => worker.signal('SIGKILL'));
  return { end: await worker.ended, output };
}

async function started(context: Context, work: Work, output: WorkerOutput): Promise<WorkerProcess> {
  const { io, clock, environment, workingDirectory } = context;
  const [program = ''] = work.command;
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
    hasOwnGroup: !isOnTerminal(io) && platform !== 'win32',
    onStdout: work.printsResult ? keep : pass,
    onStderr(chunk) {
      output.addError(chunk);
      return pass(chunk);
    },
    onOutlived: () =>
      io.note(`durcb: ${program} has ended, and something that it started still prints: that is waited for`),
  });
  return worker;
}

const isOnTerminal = ({ stdin, stdout, stderr }: Context['io']): boolean =>
  [stdin, stdout, stderr].some(({ isTerminal }) => isTerminal);

function handOn({ io, signal }: Context, worker: WorkerProcess): void {
  const name = signalOf(signal.reason);
  // A terminal sends Ctrl-C to both of us.
  if (name && (!isOnTerminal(io) || name === 'SIGTERM')) worker.signal(name);
}

function goesOn({ signal }: Context, program: string, { isOver }: WorkerProcess): string {
  const who = isOver ? `what ${program} has left behind` : program;
  return `${who} was told and goes on; another ${signalOf(signal.reason)} ends it, and nothing is sent`;
}

const signalNames: Readonly<Record<string, NodeJS.Signals>> = {
  interrupted: 'SIGINT',
  terminated: 'SIGTERM',
  'hung-up': 'SIGHUP',
};

const signalOf = (reason: unknown): NodeJS.Signals | undefined =>
  reason instanceof Failure ? signalNames[reason.code] : undefined;
