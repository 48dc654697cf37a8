import { formatExecutionArn, type Place, parseExecutionArn } from '../../model/arn.ts';
import type { ExecutionStart } from '../../model/event.ts';
import type { Limits } from '../../model/limits.ts';
import type { Clock } from '../../model/time.ts';
import type { OperationUpdate } from '../../model/wire.ts';
import type { Command } from '../engine/command.ts';
import { nextDeadline, start } from '../engine/decide.ts';
import type { DurableExecution } from '../engine/durable-execution.ts';
import { fold } from '../engine/evolve.ts';
import { invalidCheckpointToken, Rejection } from '../engine/rejection.ts';
import type { DurableSettings, FunctionHost } from '../functions/functions.ts';
import type { FunctionRegistry } from '../functions/registry.ts';
import type { ExecutionFilter, ExecutionRow, Journal, ListedRow } from '../journal/journal.ts';
import { AbsentFunctions } from './absent-functions.ts';
import { type ChildIds, resolveTargets } from './chained-target.ts';
import { ExecutionHost } from './execution-host.ts';
import { firstStep } from './index-entry.ts';
import { isForgotten, listKnown } from './retention.ts';
import { Timers } from './timers.ts';
import { newTraceHeader } from './trace-header.ts';
import { WorkRunner } from './work.ts';

export interface ExecutionsParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly registry: FunctionRegistry;
  readonly functions: FunctionHost;
  readonly place: Place;
  /** A new UUID. */
  readonly newId: () => string;
  /** One line for the person who runs the emulator. */
  readonly log: (line: string) => void;
  readonly maxInvocationFailures: number;
  readonly limits: Limits;
  /** How many are kept in memory although nobody waits for them. */
  readonly cachedExecutions?: number;
}

export interface StartRequest {
  readonly functionName: string;
  readonly version: string;
  readonly settings: DurableSettings;
  /** A name that is in use attaches to that execution, if its input is the same. */
  readonly executionName?: string | undefined;
  readonly input: string | undefined;
  readonly isSync: boolean;
  readonly traceHeader?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly parent?: ExecutionStart['Parent'];
  readonly childIds?: ChildIds;
  /** Where its function is invoked; a name is in use only among executions of one endpoint. */
  readonly endpoint?: string | undefined;
}

const usuallyCached = 1000;

/** All executions: started, found again in the journal, and driven on. */
export class Executions {
  readonly #parts: ExecutionsParts;
  readonly #timers: Timers;
  readonly #absent: AbsentFunctions;
  readonly #work: WorkRunner;
  /** The recently used ones, the most recent last. */
  readonly #hosts = new Map<string, ExecutionHost>();
  readonly #ends = new Map<string, PromiseWithResolvers<DurableExecution>>();
  /** Starts under a name wait for each other, so that a name means one execution. */
  readonly #starting = new Map<string, Promise<unknown>>();

  constructor(parts: ExecutionsParts) {
    this.#parts = parts;
    // An execution that cannot be read must not silence the alarm of the others.
    const tick = async (executionId: string) => this.submit(executionId, { type: 'Tick' });
    this.#timers = new Timers({ ...parts, tick });
    this.#absent = new AbsentFunctions(parts);
    this.#work = new WorkRunner({ ...parts, absent: this.#absent, executions: this });
  }

  /** Takes up what a crash or a stop broke off: timers, work, and invocations whose end nobody saw. */
  async recover(): Promise<void> {
    const { journal } = this.#parts;
    await Promise.all(
      journal.awake().map((id) => this.#takeUp(id).catch((error) => this.#notTakenUp(id, error))),
    );
    this.#timers.note(journal.earliestDeadline());
    this.#absent.started();
  }

  /** Goes on with what waited for a function; call when the registry has changed. */
  resume(): void {
    this.#absent.changed();
    for (const executionId of this.#parts.journal.awake()) {
      try {
        const state = this.#host(executionId)?.state;
        if (state) this.#work.reconcile(state);
      } catch (error) {
        this.#notTakenUp(executionId, error);
      }
    }
  }

  /** Starts an execution, or finds the one that has the name. Throws DurableExecutionAlreadyStartedException. */
  start(request: StartRequest): Promise<DurableExecution> {
    if (request.executionName === undefined) return this.#startNew(request, this.#parts.newId());
    const key = `${request.functionName}/${request.executionName}`;
    const before = this.#starting.get(key) ?? Promise.resolve();
    const result = before.then(() => this.#startNamed(request, request.executionName ?? ''));
    const settled = result
      .catch(() => undefined)
      .finally(() => {
        if (this.#starting.get(key) === settled) this.#starting.delete(key);
      });
    this.#starting.set(key, settled);
    return result;
  }

  /** Undefined when there is none with this ARN, or its retention is over. */
  find(arn: string): DurableExecution | undefined {
    const row = this.#row(parseExecutionArn(arn)?.executionId);
    return row?.arn === arn ? this.#host(row.executionId)?.state : undefined;
  }

  /** Rows of the index, without the executions whose retention is over. */
  list(filter: ExecutionFilter): readonly ListedRow[] {
    return listKnown(filter, this.#parts.journal, this.#parts.clock.now());
  }

  findById(executionId: string): DurableExecution | undefined {
    return this.#row(executionId) && this.#host(executionId)?.state;
  }

  /** Like `findById`, however long ago the execution ended. */
  known(executionId: string): DurableExecution | undefined {
    return this.#host(executionId)?.state;
  }

  submit(executionId: string, command: Command): Promise<DurableExecution> {
    const host = this.#host(executionId);
    if (!host)
      return Promise.reject(new Rejection('ResourceNotFoundException', 'Durable Execution does not exist'));
    return host.submit(command);
  }

  checkpoint(
    arn: string,
    request: { token: string; clientToken?: string | undefined; updates: readonly OperationUpdate[] },
  ): Promise<DurableExecution> {
    const state = this.find(arn);
    // The service has no "not found" here: to the function its token is simply not good any more.
    if (!state) return Promise.reject(invalidCheckpointToken());
    const { registry, place } = this.#parts;
    const targets = resolveTargets(request.updates, arn, registry, place);
    return this.submit(state.executionId, { type: 'Checkpoint', targets, ...request });
  }

  /** The state once the execution is over. */
  ended(executionId: string): Promise<DurableExecution> {
    const state = this.#host(executionId)?.state;
    if (state?.closed) return Promise.resolve(state);
    const end = this.#ends.get(executionId) ?? Promise.withResolvers<DurableExecution>();
    this.#ends.set(executionId, end);
    return end.promise;
  }

  /** No new invocations, no alarms. What is under way may still be submitted. */
  close(): void {
    this.#timers.close();
    this.#work.close();
  }

  /** Resolves when what was under way has been stored; call after `close` and the end of the functions. */
  settled(): Promise<void> {
    return this.#work.settled();
  }

  async #takeUp(executionId: string): Promise<void> {
    if (!this.#host(executionId)) return;
    const begin = async () => {
      const command = this.#lostInvocation(executionId) ?? ({ type: 'Tick' } as const);
      this.#changed(await this.submit(executionId, command));
    };
    try {
      await begin();
    } catch (error) {
      this.#notTakenUp(executionId, error);
      // A disk that is full for a while must not keep the others waiting.
      void this.#work.untilStored(begin);
    }
  }

  #notTakenUp(executionId: string, error: unknown): void {
    this.#parts.log(`execution ${executionId} cannot be taken up: ${String(error)}`);
  }

  /** Requests are served before everything is taken up, so an invocation may be one of our own. */
  #lostInvocation(executionId: string): Command | undefined {
    const requestId = this.#host(executionId)?.state.invocation?.requestId;
    if (requestId === undefined || this.#work.isInvoking(executionId)) return undefined;
    return { type: 'EndInvocation', requestId, end: { kind: 'lost' } };
  }

  async #startNamed(request: StartRequest, executionName: string): Promise<DurableExecution> {
    const existing = this.#named(request, executionName);
    if (!existing) return this.#startNew(request, executionName);
    if (existing.started.ExecutionStartedDetails.Input.Payload === request.input) return existing;
    const arn = existing.started._Start.Arn;
    throw new Rejection('DurableExecutionAlreadyStartedException', `Execution already started: ${arn}`);
  }

  #named({ functionName, endpoint }: StartRequest, name: string): DurableExecution | undefined {
    const { journal } = this.#parts;
    const newest = journal.findByName(functionName, name);
    if (!newest) return undefined;
    const found = this.#atEndpoint([newest], endpoint);
    if (found) return found;
    const all = { functionName, name, newestFirst: true, limit: Number.MAX_SAFE_INTEGER };
    return this.#atEndpoint(journal.list(all), endpoint);
  }

  #atEndpoint(rows: readonly ExecutionRow[], endpoint: string | undefined): DurableExecution | undefined {
    const states = rows.values().map(({ executionId }) => this.findById(executionId));
    return states.find((state) => state?.started._Start.Endpoint === endpoint);
  }

  async #startNew(request: StartRequest, name: string): Promise<DurableExecution> {
    const { place, newId, clock, journal } = this.#parts;
    const { functionName, version, childIds } = request;
    const ids = childIds ?? { executionName: name, executionId: newId() };
    const Arn = formatExecutionArn({ ...place, functionName, version, ...ids });
    const started = start(
      {
        start: this.#startOf(request, Arn),
        input: request.input,
        executionTimeout: request.settings.ExecutionTimeout,
      },
      clock.now(),
    );
    const { state, entry } = firstStep(started);
    await journal.append(entry);
    // Whoever was told of the same commit before us may have taken it up: an execution has one host.
    const host = this.#hosts.get(ids.executionId) ?? this.#keep(this.#newHost(state));
    setImmediate(() => this.#changed(host.state));
    return state;
  }

  #startOf(request: StartRequest, Arn: string): ExecutionStart {
    const { RetentionPeriodInDays, KMSKeyArn } = request.settings;
    return {
      Arn,
      Sync: request.isSync,
      RetentionPeriodInDays,
      KMSKeyArn,
      TraceHeader: request.traceHeader ?? newTraceHeader(this.#parts.clock.now(), this.#parts.newId()),
      TenantId: request.tenantId,
      Parent: request.parent,
      Endpoint: request.endpoint,
      MaxInvocationFailures: this.#parts.maxInvocationFailures,
    };
  }

  #row(executionId: string | undefined): ExecutionRow | undefined {
    const row = executionId === undefined ? undefined : this.#parts.journal.find(executionId);
    return row && !this.#isForgotten(row) ? row : undefined;
  }

  #isForgotten(row: ExecutionRow): boolean {
    return isForgotten(row, this.#parts.journal, this.#parts.clock.now());
  }

  #host(executionId: string): ExecutionHost | undefined {
    const cached = this.#hosts.get(executionId);
    if (cached) {
      this.#hosts.delete(executionId);
      this.#hosts.set(executionId, cached);
      return cached;
    }
    const state = fold(this.#parts.journal.events(executionId));
    return state && this.#keep(this.#newHost(state));
  }

  #newHost(state: DurableExecution): ExecutionHost {
    const { journal, clock, limits } = this.#parts;
    return new ExecutionHost(state, { journal, clock, limits, changed: (after) => this.#changed(after) });
  }

  /** Those that nobody waits for make room; they are folded again when they are next asked for. */
  #keep(host: ExecutionHost): ExecutionHost {
    const { cachedExecutions = usuallyCached } = this.#parts;
    this.#hosts.set(host.state.executionId, host);
    for (const candidate of this.#hosts.values()) {
      if (this.#hosts.size <= cachedExecutions) break;
      if (candidate.isIdle && candidate !== host) this.#hosts.delete(candidate.state.executionId);
    }
    return host;
  }

  /** What follows from a commit: the alarm, the work, and the news for who waits for the end. */
  #changed(state: DurableExecution): void {
    this.#timers.note(nextDeadline(state));
    this.#work.reconcile(state);
    if (!state.closed) return;
    this.#ends.get(state.executionId)?.resolve(state);
    this.#ends.delete(state.executionId);
  }
}
