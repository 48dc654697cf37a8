import type { InvocationInput } from '../../src/emulator/engine/invocation-input.ts';
import type { CheckpointAnswer } from '../../src/emulator/engine/views.ts';
import type { FunctionHost, Invocation, InvocationOutcome } from '../../src/emulator/functions/functions.ts';
import { type Clock, sleep } from '../../src/model/time.ts';
import type { OperationUpdate } from '../../src/model/wire.ts';
import type { Random } from '../random.ts';
import type { Findings } from './findings.ts';
import type { Network } from './network.ts';
import { batchesFor, program, type Seen } from './program.ts';

export interface CheckpointRequest {
  readonly arn: string;
  readonly token: string;
  readonly clientToken: string | undefined;
  readonly updates: readonly OperationUpdate[];
}

export interface FunctionParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  readonly findings: Findings;
  /** That an invocation dies on its way. */
  readonly death: number;
  /** A UUID like no other. */
  readonly newId: () => string;
  checkpoint(request: CheckpointRequest): Promise<CheckpointAnswer>;
}

const plainFunction = 'plain';

/** Functions of one life of the emulator: durable ones that follow their program, and one that is not durable. */
export class SimulatedFunctions implements FunctionHost {
  readonly #parts: FunctionParts;
  readonly #running = new Set<string>();

  constructor(parts: FunctionParts) {
    this.#parts = parts;
  }

  async invoke({ functionName, payload }: Invocation): Promise<InvocationOutcome> {
    const { clock, random } = this.#parts;
    await sleep(clock, random.between(0, 20));
    if (functionName === plainFunction) return response({ done: true });
    const input: InvocationInput = JSON.parse(Buffer.from(payload).toString());
    return this.#alone(input.DurableExecutionArn, () => this.#run(input));
  }

  async close(): Promise<number> {
    return 0;
  }

  async #alone(arn: string, run: () => Promise<InvocationOutcome>): Promise<InvocationOutcome> {
    if (this.#running.has(arn)) this.#parts.findings.add(`${arn} runs twice at a time`);
    this.#running.add(arn);
    try {
      return await run();
    } finally {
      this.#running.delete(arn);
    }
  }

  async #run(input: InvocationInput): Promise<InvocationOutcome> {
    try {
      return await this.#play(input);
    } catch (error) {
      return {
        kind: 'error',
        log: '',
        error: { ErrorType: 'Runtime.ExitError', ErrorMessage: String(error) },
      };
    }
  }

  async #play({ DurableExecutionArn: arn, CheckpointToken, InitialExecutionState }: InvocationInput) {
    const { newId } = this.#parts;
    const seen = new Map<string, Seen>(
      InitialExecutionState.Operations.map((operation) => [operation.Id, operation]),
    );
    const actions = program.parse(
      JSON.parse(InitialExecutionState.Operations[0]?.ExecutionDetails?.InputPayload ?? ''),
    );
    let token = CheckpointToken ?? '';
    for (const [index, action] of actions.entries()) {
      const id = `${index}`;
      if (isOver(seen.get(id))) continue;
      for (const updates of batchesFor(action, id, seen.get(id), () => `"${newId()}"`)) {
        const answer = await this.#checkpoint({ arn, token, updates });
        token = answer.token ?? '';
        for (const operation of answer.operations) seen.set(operation.Id, operation);
      }
      if (!isOver(seen.get(id))) return response({ Status: 'PENDING' });
    }
    return this.#end(arn, token, actions.length);
  }

  async #end(arn: string, token: string, length: number): Promise<InvocationOutcome> {
    const Result = JSON.stringify({ length });
    if (this.#parts.random.chance(0.3)) {
      const update: OperationUpdate = { Id: 'end', Type: 'EXECUTION', Action: 'SUCCEED', Payload: Result };
      await this.#checkpoint({ arn, token, updates: [update] });
    }
    return response({ Status: 'SUCCEEDED', Result });
  }

  async #checkpoint(request: Omit<CheckpointRequest, 'clientToken'>): Promise<CheckpointAnswer> {
    const { random, network, newId, death, clock } = this.#parts;
    await sleep(clock, random.between(0, 30));
    if (random.chance(death)) throw new Error('out of memory');
    // Some clients repeat without telling that they do.
    const clientToken = random.chance(0.8) ? newId() : undefined;
    return network.ask(() => this.#parts.checkpoint({ ...request, clientToken }));
  }
}

const isOver = (operation: Seen | undefined): boolean =>
  ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED', 'CANCELLED'].includes(operation?.Status ?? '');

const response = (body: object): InvocationOutcome => ({
  kind: 'response',
  log: '',
  payload: Buffer.from(JSON.stringify(body)),
});
