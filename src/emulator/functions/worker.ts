import type { Place } from '../../model/arn.ts';
import { endLines, type PlatformRun, startLines } from '../../model/platform-lines.ts';
import type { Clock } from '../../model/time.ts';
import type { FunctionDefinition, Invocation, InvocationOutcome } from './functions.ts';
import { LogTail } from './log-tail.ts';
import { listenRuntimeApi, type RuntimeApi, type RuntimeListener } from './runtime-api.ts';
import type { RuntimeReply } from './runtime-reply.ts';
import type { Sandbox } from './sandbox.ts';
import { type ProcessEnd, type WatchedProcess, watchedProcess } from './watched-process.ts';
import { type LocalCode, workerCommand } from './worker-command.ts';
import { endError, type WorkerEnd } from './worker-end.ts';
import { logStream, workerEnvironment } from './worker-environment.ts';

export interface WorkerOptions {
  readonly definition: FunctionDefinition;
  readonly code: LocalCode;
  readonly version: string;
  readonly place: Place;
  readonly clock: Clock;
  /** The emulator's URL. */
  readonly endpoint: string;
  readonly log: (line: string, stream: string) => void;
  /** The service's own lines, which nobody printed. */
  readonly mark: (line: string, stream: string) => void;
  readonly sandbox: Sandbox;
  readonly idleMilliseconds: number;
}

export interface WorkerListener {
  /** The worker waits for an invocation. */
  onIdle(worker: Worker): void;
  /** The process is gone; `initFailure` tells why when it had not once been idle. */
  onEnded(worker: Worker, initFailure: InitFailure | undefined): void;
}

export interface InitFailure {
  readonly end: WorkerEnd;
  readonly log: string;
}

/** `finishing`: has replied, and not yet asked for the next invocation. */
export type WorkerState = 'starting' | 'idle' | 'busy' | 'finishing' | 'ending';

interface Task {
  readonly invocation: Invocation;
  /** Epoch milliseconds. */
  readonly begin: number;
  readonly resolve: (outcome: InvocationOutcome) => void;
}

// The service gives initialization ten seconds, and when they are over, runs it again under the function's timeout.
const initSeconds = 10;

// After an init error, for the runtime to print what it has to say.
const lastWordsMilliseconds = 1000;

/** One process of a function, which handles one invocation after the other. */
export class Worker {
  /** Resolves when the process and its group are gone. */
  readonly ended: Promise<void>;
  readonly #options: WorkerOptions;
  readonly #listener: WorkerListener;
  #state: WorkerState = 'starting';
  #initialized = false;
  #api: RuntimeApi | undefined;
  #process: WatchedProcess | undefined;
  #task: Task | undefined;
  #log = new LogTail();
  #stream = '';
  #timer: Disposable | undefined;
  /** Why we ended it, when we did; the first reason counts. */
  #reason: WorkerEnd | undefined;

  constructor(options: WorkerOptions, listener: WorkerListener) {
    this.#options = options;
    this.#listener = listener;
    this.ended = this.#run().then((end) => this.#onEnded(end));
  }

  get state(): WorkerState {
    return this.#state;
  }

  /** Only for an idle worker. */
  take(invocation: Invocation): Promise<InvocationOutcome> {
    const { clock, definition } = this.#options;
    const seconds = definition.timeoutSeconds;
    const begin = clock.now();
    this.#state = 'busy';
    this.#arm(seconds * 1000, () => this.#kill({ kind: 'timeout', seconds }));
    this.#mark(startLines(this.#runOf(invocation), begin));
    this.#api?.give(toRuntime(invocation, begin + seconds * 1000));
    return new Promise((resolve) => {
      this.#task = { invocation, begin, resolve };
    });
  }

  /** Asks the process to end, and kills it when it does not. An invocation still running is lost. */
  stop(): void {
    this.#state = 'ending';
    this.#reason ??= { kind: 'closed' };
    this.#process?.terminate();
  }

  kill(): void {
    this.#kill({ kind: 'closed' });
  }

  async #run(): Promise<ProcessEnd> {
    try {
      const listener: RuntimeListener = {
        onNext: () => this.#onNext(),
        onReply: (reply) => this.#onReply(reply),
        onInitError: (error) => this.#onInitError({ kind: 'init-error', error }),
      };
      this.#api = await listenRuntimeApi(listener, this.#options.sandbox.largestReply);
      if (this.#reason) return { kind: 'unspawned', reason: 'stopped' };
      this.#process = this.#spawn(this.#api);
      return await this.#process.ended;
    } catch (error) {
      return { kind: 'unspawned', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  #spawn(api: RuntimeApi): WatchedProcess {
    const { code, definition, sandbox, clock, version, log } = this.#options;
    const started = workerCommand(code, definition, sandbox);
    const seconds = initSeconds + definition.timeoutSeconds;
    this.#arm(seconds * 1000, () => this.#kill({ kind: 'timeout', seconds }));
    const stream = logStream({ definition, version, runtimeApi: api.address }, clock.now());
    this.#stream = stream;
    return watchedProcess({
      command: started.command,
      directory: started.directory,
      clock,
      environment: workerEnvironment({
        ...this.#options,
        started,
        runtimeApi: api.address,
        logStream: stream,
        inherited: sandbox.environment,
      }),
      onLine: (line) => {
        this.#log.add(line);
        log(line, stream);
      },
    });
  }

  #onNext(): void {
    if (this.#state === 'ending') return;
    // What was said while it was initialized belongs to the first invocation, as on AWS.
    if (this.#initialized) this.#log = new LogTail();
    this.#initialized = true;
    this.#state = 'idle';
    this.#task = undefined;
    this.#arm(this.#options.idleMilliseconds, () => this.stop());
    this.#listener.onIdle(this);
  }

  #onReply(reply: RuntimeReply): void {
    const task = this.#task;
    if (!task || this.#state !== 'busy') return;
    this.#state = 'finishing';
    this.#task = undefined;
    const log = this.#log;
    // What the function printed before it replied is in our pipes by now, and read before this is called.
    setImmediate(() => {
      this.#markEnd(task, reply.kind === 'response');
      task.resolve({ ...reply, log: log.text() });
    });
  }

  #onInitError(end: WorkerEnd): void {
    this.#state = 'ending';
    this.#reason ??= end;
    this.#arm(lastWordsMilliseconds, () => this.kill());
  }

  #kill(reason: WorkerEnd): void {
    this.#state = 'ending';
    this.#reason ??= reason;
    this.#process?.kill();
  }

  #onEnded(processEnd: ProcessEnd): void {
    this.#timer?.[Symbol.dispose]();
    this.#api?.close();
    this.#state = 'ending';
    const log = this.#log.text();
    const end = this.#reason ?? classify(processEnd, log);
    if (this.#task) this.#markEnd(this.#task, false);
    this.#task?.resolve(outcome(end, this.#task.invocation, log));
    this.#listener.onEnded(this, this.#initialized ? undefined : { end, log });
  }

  #runOf({ requestId }: Invocation): PlatformRun {
    const { version, definition } = this.#options;
    return { requestId, version, definition };
  }

  #markEnd({ invocation, begin }: Task, isSuccess: boolean): void {
    const now = this.#options.clock.now();
    this.#mark(endLines(this.#runOf(invocation), { milliseconds: now - begin, isSuccess }, now));
  }

  #mark(lines: readonly string[]): void {
    for (const line of lines) this.#options.mark(line, this.#stream);
  }

  #arm(milliseconds: number, call: () => void): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#options.clock.after(milliseconds, call);
  }
}

function toRuntime(invocation: Invocation, deadline: number) {
  const { requestId, payload, invokedArn, traceHeader, clientContext, tenantId } = invocation;
  return {
    requestId,
    payload,
    headers: {
      'Lambda-Runtime-Deadline-Ms': String(Math.round(deadline)),
      'Lambda-Runtime-Invoked-Function-Arn': invokedArn,
      'Lambda-Runtime-Trace-Id': traceHeader,
      'Lambda-Runtime-Client-Context': clientContext,
      'Lambda-Runtime-Aws-Tenant-Id': tenantId,
    },
  };
}

// Node aborts at the limit of its heap, which stands for the sandbox's memory here.
function classify(end: ProcessEnd, log: string): WorkerEnd {
  const aborted = end.kind === 'signal' && end.signal === 'SIGABRT';
  return aborted && log.includes('JavaScript heap out of memory') ? { kind: 'out-of-memory' } : end;
}

function outcome(end: WorkerEnd, { requestId }: Invocation, log: string): InvocationOutcome {
  return end.kind === 'closed'
    ? { kind: 'lost', log }
    : { kind: 'error', error: endError(end, requestId), log };
}
