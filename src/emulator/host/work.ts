import { formatFunctionArn, type Place, parseExecutionArn } from '../../model/arn.ts';
import { functionNotFoundError } from '../../model/function-not-found.ts';
import type { Limits } from '../../model/limits.ts';
import { type Clock, sleep } from '../../model/time.ts';
import type { Command, InvocationEnd } from '../engine/command.ts';
import { arnOf, type DurableExecution } from '../engine/durable-execution.ts';
import { invocationInput } from '../engine/invocation-input.ts';
import { outcomeForParent, pendingWork, type StartChild, type Work } from '../engine/pending-work.ts';
import { Rejection } from '../engine/rejection.ts';
import type { FunctionHost } from '../functions/functions.ts';
import type { FunctionRegistry } from '../functions/registry.ts';
import type { AbsentFunctions } from './absent-functions.ts';
import { type ChildIds, childIds } from './chained-target.ts';
import type { Executions } from './executions.ts';
import { chainedOutcome, invocationEnd } from './invocation-end.ts';
import { Suspensions } from './suspensions.ts';

export interface WorkParts {
  readonly executions: Pick<Executions, 'submit' | 'start' | 'known'>;
  readonly functions: FunctionHost;
  readonly registry: FunctionRegistry;
  readonly absent: AbsentFunctions;
  readonly place: Place;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: (line: string) => void;
  readonly limits: Limits;
}

const pauseAfterFailure = 1000;

/** Does what the states ask for, each thing once at a time. Only what is under way is known here, never what is to do. */
export class WorkRunner {
  readonly #parts: WorkParts;
  /** By what is done; a durable child counts until it has told its parent. */
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();
  readonly #suspensions: Suspensions;

  constructor(parts: WorkParts) {
    this.#parts = parts;
    this.#suspensions = new Suspensions(parts.clock, this.#closing.signal);
  }

  reconcile(state: DurableExecution): void {
    this.#suspensions.note(state);
    if (this.#closing.signal.aborted) return;
    for (const work of pendingWork(state)) {
      const key = keyOf(state.executionId, work);
      if (!this.#underWay.has(key) && !this.#mustWait(state, work))
        this.#underWay.set(key, this.#runLogged(key, state, work));
    }
  }

  /** An invocation of the execution is being started, runs, or has ended and is being stored. */
  isInvoking(executionId: string): boolean {
    return this.#underWay.has(keyOf(executionId, { type: 'Invoke' }));
  }

  /** Tries until it is stored, since nobody else would ask again; undefined when it is refused or the emulator ends. */
  async untilStored<Answer>(store: () => Promise<Answer>): Promise<Answer | undefined> {
    for (;;) {
      try {
        return await store();
      } catch (error) {
        if (error instanceof Rejection || !(await this.#pauseAfter(error))) return undefined;
      }
    }
  }

  close(): void {
    this.#closing.abort();
  }

  /** Resolves when nothing is under way any more; call after `close`. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  /** For a function that is not served: the work is asked for again when it is. */
  #mustWait(state: DurableExecution, work: Work): boolean {
    const target = this.#targetOf(state, work);
    if (!target || !this.#parts.absent.isAbsent(target.functionName, target.version)) return false;
    this.#parts.absent.holds(state.executionId, target.functionName, target.version);
    return true;
  }

  /** The function that the work is about to run here. */
  #targetOf(state: DurableExecution, work: Work): { functionName: string; version: string } | undefined {
    if (work.type === 'Invoke')
      return state.started._Start.Endpoint ? undefined : parseExecutionArn(arnOf(state));
    if (work.type === 'TellParent') return undefined;
    const { FunctionName: functionName, Qualifier: version, Durable } = work.target;
    const { executionId } = childIds(arnOf(state), work.operationId);
    return Durable && this.#parts.executions.known(executionId) ? undefined : { functionName, version };
  }

  async #runLogged(key: string, state: DurableExecution, work: Work): Promise<void> {
    try {
      await this.#run(key, state, work);
    } catch (error) {
      this.#underWay.delete(key);
      this.#parts.log(`${arnOf(state)}: ${work.type} failed: ${String(error)}`);
    }
  }

  async #run(key: string, state: DurableExecution, work: Work): Promise<void> {
    switch (work.type) {
      case 'Invoke':
        await this.#invoke(state.executionId);
        this.#underWay.delete(key);
        return;
      case 'StartChild':
        // A durable child tells its parent itself; until then it counts as under way.
        if (work.target.Durable) return this.#startDurableChild(state, work);
        return this.#invokePlainChild(state, work);
      case 'TellParent': {
        const parentId = parseExecutionArn(work.parent.Arn)?.executionId ?? '';
        await this.#tellParent(parentId, work.parent.OperationId, work.outcome);
        this.#underWay.delete(key);
      }
    }
  }

  async #invoke(executionId: string): Promise<void> {
    const requestId = this.#parts.newId();
    const state = await this.#store(executionId, { type: 'StartInvocation', requestId });
    if (state?.invocation?.requestId !== requestId) return;
    const end = await this.#runFunction(state, requestId);
    await this.#store(executionId, { type: 'EndInvocation', requestId, end });
  }

  async #runFunction(state: DurableExecution, requestId: string): Promise<InvocationEnd> {
    const { functions, registry, place } = this.#parts;
    const { functionName = '', version = '', ...parsed } = parseExecutionArn(arnOf(state)) ?? {};
    const invokedArn = formatFunctionArn({ ...place, ...parsed }, functionName, version);
    const { Endpoint: endpoint, TraceHeader, TenantId } = state.started._Start;
    if (!endpoint && !registry.resolve(functionName, version)) {
      // What was deleted will not be there the next time either.
      return { kind: 'error', error: functionNotFoundError(invokedArn), isPermanent: true };
    }
    const outcome = await functions.invoke({
      functionName,
      version,
      requestId,
      invokedArn,
      payload: Buffer.from(JSON.stringify(invocationInput(state))),
      traceHeader: TraceHeader,
      tenantId: TenantId,
      endpoint,
    });
    return invocationEnd(outcome);
  }

  /** A child that there is counts, whether or not its function is served today and its retention has passed. */
  async #startDurableChild(state: DurableExecution, work: StartChild): Promise<void> {
    const ids = childIds(arnOf(state), work.operationId);
    const child = this.#parts.executions.known(ids.executionId) ?? (await this.#newChild(state, work, ids));
    if (child?.closed) {
      await this.#tellParent(state.executionId, work.operationId, outcomeForParent(child, child.closed));
    }
  }

  async #newChild(
    state: DurableExecution,
    { operationId, target, input }: StartChild,
    ids: ChildIds,
  ): Promise<DurableExecution | undefined> {
    const settings = this.#parts.registry.resolve(target.FunctionName, target.Qualifier)?.definition.durable;
    if (!settings) {
      await this.#tellMissing(state.executionId, operationId, target.FunctionName);
      return undefined;
    }
    return this.untilStored(() =>
      this.#parts.executions.start({
        functionName: target.FunctionName,
        version: target.Qualifier,
        settings,
        executionName: ids.executionName,
        childIds: ids,
        input,
        isSync: false,
        traceHeader: target.XAmznTraceId ?? state.started._Start.TraceHeader,
        tenantId: target.TenantId,
        parent: { Arn: arnOf(state), OperationId: operationId },
      }),
    );
  }

  async #invokePlainChild(
    state: DurableExecution,
    { operationId, target, input }: StartChild,
  ): Promise<void> {
    const { FunctionName: functionName, Qualifier: version, InvokedQualifier, XAmznTraceId } = target;
    const outcome = await this.#parts.functions.invoke({
      functionName,
      version,
      requestId: this.#parts.newId(),
      invokedArn: formatFunctionArn(this.#parts.place, functionName, InvokedQualifier),
      payload: Buffer.from(input ?? '{}'),
      traceHeader: XAmznTraceId ?? state.started._Start.TraceHeader,
      tenantId: target.TenantId,
    });
    // Cut off by the end of the emulator: the next one calls the function again.
    if (outcome.kind !== 'lost')
      await this.#tellParent(state.executionId, operationId, chainedOutcome(outcome, this.#parts.limits));
  }

  #tellMissing(parentId: string, operationId: string, functionName: string): Promise<void> {
    const error = functionNotFoundError(formatFunctionArn(this.#parts.place, functionName, '$LATEST'));
    return this.#tellParent(parentId, operationId, { status: 'FAILED', error });
  }

  async #tellParent(
    parentId: string,
    operationId: string,
    outcome: Extract<Command, { type: 'EndChainedInvoke' }>['outcome'],
  ): Promise<void> {
    await this.#suspensions.outlast(this.#parts.executions.known(parentId), operationId);
    await this.#store(parentId, { type: 'EndChainedInvoke', operationId, outcome });
    this.#underWay.delete(`${parentId}/StartChild/${operationId}`);
  }

  #store(executionId: string, command: Command): Promise<DurableExecution | undefined> {
    return this.untilStored(() => this.#parts.executions.submit(executionId, command));
  }

  /** False when the emulator ends meanwhile. */
  async #pauseAfter(error: unknown): Promise<boolean> {
    const { signal } = this.#closing;
    if (signal.aborted) return false;
    this.#parts.log(`could not store, trying again: ${String(error)}`);
    await sleep(this.#parts.clock, pauseAfterFailure, signal).catch(() => undefined);
    return !signal.aborted;
  }
}

function keyOf(executionId: string, work: Work): string {
  return `${executionId}/${work.type}/${work.type === 'StartChild' ? work.operationId : ''}`;
}
