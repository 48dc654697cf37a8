import {
  type AttemptEndInfo,
  type AttemptInfo,
  createRetryStrategy,
  type DurableInstrumentationPlugin,
  type InvocationInfo,
  OperationType,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { HookRecords } from './hook-records.ts';

/** Records each attempt at a step. */
class AttemptPlugin implements DurableInstrumentationPlugin {
  readonly #records = new HookRecords('CONFPLUGIN');

  async onInvocationStart({ executionArn }: InvocationInfo): Promise<void> {
    this.#records.belongTo(executionArn);
  }

  async onOperationAttemptStart({ type, attempt, id }: AttemptInfo): Promise<void> {
    if (type === OperationType.STEP) this.#records.write('attempt-start', { n: attempt, op: id });
  }

  async onOperationAttemptEnd({ type, attempt, outcome, id }: AttemptEndInfo): Promise<void> {
    if (type === OperationType.STEP) this.#records.write('attempt-end', { n: attempt, outcome, op: id });
  }
}

/** Succeeds at the second attempt. */
export const handler = withDurableExecution(
  async (_event: unknown, context) =>
    context.step(
      async ({ attempt }) => {
        if (attempt < 2) throw new Error('The first attempt never works');
        return 'Operation succeeded';
      },
      { retryStrategy: createRetryStrategy({ maxAttempts: 2, initialDelay: { seconds: 1 } }) },
    ),
  { plugins: [new AttemptPlugin()] },
);
