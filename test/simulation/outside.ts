import type { DurableExecution } from '../../src/emulator/engine/durable-execution.ts';
import { Rejection } from '../../src/emulator/engine/rejection.ts';
import type { Life, World } from './life.ts';
import { randomProgram } from './program.ts';

const settings = { ExecutionTimeout: 3600, RetentionPeriodInDays: 1 };

/** Who is around the functions: starts executions, answers callbacks, keeps them alive, stops. */
export class Outside {
  readonly #world: World;
  readonly #inputs = new Map<string, string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Does something to what there is; errors are what people have to expect of a bad network. */
  async act(life: Life): Promise<void> {
    const { random } = this.#world;
    const what =
      random.of([
        this.#start,
        this.#start,
        this.#answer,
        this.#answer,
        this.#beat,
        this.#stop,
        this.#deploy,
      ]) ?? this.#start;
    await what.call(this, life).catch((error) => this.#mustBeExpected(error));
  }

  async #start(life: Life): Promise<void> {
    const { random, invariants } = this.#world;
    // Now and then one that there is already.
    const executionName = `execution-${random.between(0, 5)}`;
    const input = this.#inputs.get(executionName) ?? JSON.stringify(randomProgram(random));
    this.#inputs.set(executionName, input);
    const request = {
      functionName: 'durable',
      version: '$LATEST',
      settings,
      executionName,
      input,
      isSync: false,
    };
    const { executionId } = await life.network.ask(() => life.executions.start(request));
    invariants.started.add(executionId);
  }

  async #answer(life: Life): Promise<void> {
    const { random, newId, invariants } = this.#world;
    const callback = this.#anyCallback();
    if (!callback) return;
    const { executionId, operationId } = callback;
    const payload = `"${newId()}"`;
    const outcome = random.chance(0.8)
      ? ({ kind: 'success', result: payload } as const)
      : ({ kind: 'failure', error: { ErrorMessage: payload } } as const);
    const command = { type: 'CompleteCallback', operationId, outcome } as const;
    await life.network.ask(() => life.executions.submit(executionId, command));
    invariants.acknowledge({ executionId, operationId, payload: JSON.parse(payload) });
  }

  async #beat(life: Life): Promise<void> {
    const callback = this.#anyCallback();
    if (!callback) return;
    const { executionId, operationId } = callback;
    await life.network.ask(() => life.executions.submit(executionId, { type: 'Heartbeat', operationId }));
  }

  async #stop(life: Life): Promise<void> {
    const { random, disk } = this.#world;
    const row = random.of(disk.list({ limit: 100, statuses: ['RUNNING'] }));
    if (!row || random.chance(0.7)) return;
    const command = { type: 'Stop', error: { ErrorMessage: 'stopped' } } as const;
    await life.network.ask<DurableExecution>(() => life.executions.submit(row.executionId, command));
  }

  /** Whatever is deployed, what waits for a function is looked at again. */
  async #deploy(life: Life): Promise<void> {
    life.executions.resume();
  }

  #anyCallback(): { executionId: string; operationId: string } | undefined {
    const { random, disk } = this.#world;
    const found = random.of(disk.pending({ limit: 100 }));
    return found && { executionId: found.execution.executionId, operationId: found.callback.OperationId };
  }

  #mustBeExpected(error: unknown): void {
    const isExpected = error instanceof Rejection || error instanceof Error;
    if (!isExpected) throw error;
  }
}
