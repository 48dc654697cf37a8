import type { Place } from '../../model/arn.ts';
import { fewFunctions } from '../../model/few-functions.ts';
import { functionNotFoundError } from '../../model/function-not-found.ts';
import { logGroupOf } from '../../model/log-group-of.ts';
import type { Clock } from '../../model/time.ts';
import { endpointFunction } from './endpoint-function.ts';
import { FunctionPool } from './function-pool.ts';
import type { FunctionDefinition, FunctionHost, Invocation, InvocationOutcome } from './functions.ts';
import { FunctionInitError, type HostedFunction } from './hosted-function.ts';
import type { FunctionRegistry, FunctionVersion } from './registry.ts';
import { RemoteFunction, type Turn } from './remote.ts';
import type { Sandbox } from './sandbox.ts';
import { Worker, type WorkerListener } from './worker.ts';
import type { LocalCode } from './worker-command.ts';

export interface FunctionHostOptions {
  readonly registry: FunctionRegistry;
  readonly place: Place;
  /** Of real time, since the functions have no other. */
  readonly clock: Clock;
  /** The emulator's own URL; asked when a worker starts. */
  readonly endpoint: () => string;
  /** Each line that a function prints. */
  readonly log: (functionName: string, line: string, place: LogPlace) => void;
  /** Each line that the service itself writes into a log. */
  readonly mark: (line: string, place: LogPlace) => void;
  readonly sandbox: Sandbox;
  /** Processes of one function; further invocations wait for one of them. */
  readonly maxWorkers?: number;
  readonly idleMilliseconds?: number;
}

/** Where a line goes, as CloudWatch Logs names it. */
export interface LogPlace {
  readonly group: string;
  readonly stream: string;
}

export interface WarmFunctionHost extends FunctionHost {
  /** Starts a worker of `$LATEST`; rejects with a FunctionInitError when it cannot take invocations. */
  warm(functionName: string): Promise<void>;
  /** After a change of the registry: what runs superseded code finishes its invocation and ends. */
  refresh(): void;
}

interface Hosted {
  readonly target: Target;
  /** What it was started from. */
  readonly definition: FunctionDefinition;
  readonly hosted: HostedFunction;
}

type Target = Pick<Invocation, 'functionName' | 'version' | 'endpoint'>;

export function functionHost(options: FunctionHostOptions): WarmFunctionHost {
  const functions = new HostedFunctions(options);
  const running = new Set<Promise<InvocationOutcome>>();
  let closed = false;
  return {
    async invoke(invocation) {
      if (closed) return { kind: 'lost', log: '' };
      const target = functions.find(invocation);
      if (!target) return { kind: 'error', error: functionNotFoundError(invocation.invokedArn), log: '' };
      const outcome = target.invoke(invocation);
      running.add(outcome);
      outcome.finally(() => running.delete(outcome));
      return outcome;
    },
    async warm(functionName) {
      const target = functions.find({ functionName, version: '$LATEST' });
      if (!target) throw new FunctionInitError(functionName, functionNotFoundError(functionName));
      await target.warm();
    },
    refresh: () => functions.refresh(),
    async close(graceMilliseconds) {
      closed = true;
      const outcomes = Promise.all(running);
      await Promise.all(functions.all().map((one) => one.close(graceMilliseconds)));
      return (await outcomes).filter(({ kind }) => kind === 'lost').length;
    },
  };
}

/** What has been invoked, by version, and what it superseded and still runs. */
class HostedFunctions {
  readonly #options: FunctionHostOptions;
  readonly #current = new Map<string, Hosted>();
  readonly #retiring = new Set<HostedFunction>();
  /** By address. */
  readonly #turns = new Map<string, Turn>();

  constructor(options: FunctionHostOptions) {
    this.#options = options;
  }

  find(target: Target): HostedFunction | undefined {
    const { functionName, version, endpoint } = target;
    const found = this.#resolve(target);
    if (!found) return undefined;
    const key = endpoint ?? `${functionName}:${version}`;
    const known = this.#current.get(key);
    if (known && (endpoint || known.definition === found.definition)) return known.hosted;
    if (known) this.#retire(key, known);
    const hosted = this.#hosted(found);
    this.#current.set(key, { target, definition: found.definition, hosted });
    return hosted;
  }

  refresh(): void {
    for (const [key, known] of this.#current) {
      const isCurrent = known.target.endpoint || this.#resolve(known.target)?.definition === known.definition;
      if (!isCurrent) this.#retire(key, known);
    }
  }

  all(): readonly HostedFunction[] {
    return [...this.#current.values().map(({ hosted }) => hosted), ...this.#retiring];
  }

  #resolve({ functionName, version, endpoint }: Target): FunctionVersion | undefined {
    if (endpoint) return endpointFunction(functionName, version, endpoint);
    return this.#options.registry.resolve(functionName, version);
  }

  #hosted(found: FunctionVersion): HostedFunction {
    const { code, timeoutSeconds } = found.definition;
    if (code.kind !== 'remote') return pooledFunction({ ...found, code }, this.#options);
    const { clock } = this.#options;
    return new RemoteFunction({ url: code.url, timeoutSeconds, clock, turn: this.#turnAt(code.url) });
  }

  #turnAt(url: string): Turn {
    const address = URL.parse(url)?.origin ?? url;
    const turn = this.#turns.get(address) ?? { free: Promise.resolve() };
    this.#turns.set(address, turn);
    return turn;
  }

  #retire(key: string, { hosted }: Hosted): void {
    this.#current.delete(key);
    this.#retiring.add(hosted);
    hosted.retire().finally(() => this.#retiring.delete(hosted));
  }
}

const defaultWorkers = 16;

// A process that waits keeps its memory, so where there are many functions theirs wait for a shorter time.
function idleTime({ registry }: FunctionHostOptions): number {
  return registry.list().length > fewFunctions ? 30_000 : 5 * 60_000;
}

function pooledFunction(
  { definition, code, version }: FunctionVersion & { readonly code: LocalCode },
  options: FunctionHostOptions,
): HostedFunction {
  const { clock, place, sandbox, maxWorkers = defaultWorkers } = options;
  const { idleMilliseconds = idleTime(options) } = options;
  const { name } = definition;
  const group = logGroupOf(definition);
  const log = (line: string, stream: string) => options.log(name, line, { group, stream });
  const mark = (line: string, stream: string) => options.mark(line, { group, stream });
  const common = { definition, code, version, place, clock, sandbox, idleMilliseconds, log, mark };
  const startWorker = (listener: WorkerListener) =>
    new Worker({ ...common, endpoint: options.endpoint() }, listener);
  return new FunctionPool({ functionName: name, startWorker, maxWorkers, clock });
}
