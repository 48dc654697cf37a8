import type { Clock } from '../../model/time.ts';
import type { Invocation, InvocationOutcome } from './functions.ts';
import { emulatorEnding, FunctionInitError, type HostedFunction } from './hosted-function.ts';
import type { InitFailure, Worker, WorkerListener, WorkerState } from './worker.ts';
import { endError } from './worker-end.ts';

export interface PoolOptions {
  readonly functionName: string;
  readonly startWorker: (listener: WorkerListener) => Worker;
  readonly maxWorkers: number;
  readonly clock: Clock;
}

interface Waiting {
  readonly invocation: Invocation;
  readonly resolve: (outcome: InvocationOutcome) => void;
}

// A runtime asks for its next invocation at once; one that does not is no longer counted on.
const finishingMilliseconds = 100;

/** The worker processes of one function: an invocation each, reused when idle, as many as needed up to a bound. */
export class FunctionPool implements HostedFunction {
  readonly #options: PoolOptions;
  /** In the order of their last use. */
  readonly #workers = new Set<Worker>();
  readonly #queue: Waiting[] = [];
  readonly #warming: PromiseWithResolvers<void>[] = [];
  readonly #listener: WorkerListener;
  #closed = false;
  #retired: PromiseWithResolvers<void> | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#listener = {
      onIdle: (worker) => this.#onIdle(worker),
      onEnded: (worker, initFailure) => this.#onEnded(worker, initFailure),
    };
  }

  invoke(invocation: Invocation): Promise<InvocationOutcome> {
    if (this.#closed) return Promise.resolve({ kind: 'lost', log: '' });
    const idle = [...this.#workers].findLast(({ state }) => state === 'idle');
    if (idle) return idle.take(invocation);
    return new Promise((resolve) => {
      this.#queue.push({ invocation, resolve });
      this.#grow();
    });
  }

  warm(): Promise<void> {
    if (this.#closed) return Promise.reject(this.#closing());
    if (this.#count('idle', 'busy', 'finishing') > 0) return Promise.resolve();
    const ready = Promise.withResolvers<void>();
    this.#warming.push(ready);
    this.#grow();
    return ready.promise;
  }

  retire(): Promise<void> {
    this.#retired ??= Promise.withResolvers();
    for (const worker of this.#workers) if (worker.state === 'idle') worker.stop();
    this.#noteDrained();
    return this.#retired.promise;
  }

  async close(graceMilliseconds: number): Promise<void> {
    this.#closed = true;
    for (const { resolve } of this.#queue.splice(0)) resolve({ kind: 'lost', log: '' });
    for (const { reject } of this.#warming.splice(0)) reject(this.#closing());
    for (const worker of this.#workers) endUnlessBusy(worker);
    const timer = this.#options.clock.after(graceMilliseconds, () => this.#killAll());
    await Promise.all([...this.#workers].map(({ ended }) => ended));
    timer[Symbol.dispose]();
  }

  #onIdle(worker: Worker): void {
    this.#workers.delete(worker);
    this.#workers.add(worker);
    for (const { resolve } of this.#warming.splice(0)) resolve();
    const next = this.#queue.shift();
    if (next && !this.#closed) worker.take(next.invocation).then(next.resolve);
    else if (this.#closed || this.#retired) worker.stop();
  }

  // A worker that cannot start fails one invocation, as it would on AWS; the others get workers of their own.
  #onEnded(worker: Worker, initFailure: InitFailure | undefined): void {
    this.#workers.delete(worker);
    if (initFailure) this.#fail(initFailure);
    this.#grow();
    this.#noteDrained();
  }

  #noteDrained(): void {
    if (this.#workers.size === 0 && this.#queue.length === 0) this.#retired?.resolve();
  }

  #fail({ end, log }: InitFailure): void {
    for (const { reject } of this.#warming.splice(0))
      reject(new FunctionInitError(this.#options.functionName, endError(end), log));
    const next = this.#queue.shift();
    next?.resolve({ kind: 'error', error: endError(end, next.invocation.requestId), log });
  }

  #grow(): void {
    if (this.#closed) return;
    const finishing = this.#count('finishing');
    this.#startFor(this.#needed() - finishing);
    if (finishing > 0) this.#options.clock.after(finishingMilliseconds, () => this.#startFor(this.#needed()));
  }

  #needed(): number {
    return Math.max(this.#queue.length, Math.min(1, this.#warming.length)) - this.#count('starting');
  }

  #startFor(needed: number): void {
    const possible = this.#options.maxWorkers - this.#workers.size;
    for (let left = Math.min(needed, possible); left > 0; left--) {
      this.#workers.add(this.#options.startWorker(this.#listener));
    }
  }

  #count(...states: WorkerState[]): number {
    return [...this.#workers].filter(({ state }) => states.includes(state)).length;
  }

  #closing(): FunctionInitError {
    return new FunctionInitError(this.#options.functionName, emulatorEnding);
  }

  #killAll(): void {
    for (const worker of this.#workers) worker.kill();
  }
}

function endUnlessBusy(worker: Worker): void {
  if (worker.state === 'starting') worker.kill();
  else if (worker.state !== 'busy') worker.stop();
}
