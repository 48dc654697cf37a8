import {
  createRetryStrategy,
  type OperationEndInfo,
  OperationType,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { AttemptPlugin } from './attempt-plugin.ts';

/** Records each attempt at a step, and how the step came out of them. */
class OutcomePlugin extends AttemptPlugin {
  async onOperationEnd({ type, id, status }: OperationEndInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('operation-end', { op: id, status });
  }
}

/** Fails at both attempts that it has. */
export const handler = withDurableExecution(
  async (_event: unknown, context) =>
    context.step(
      async () => {
        throw new Error('No attempt ever works');
      },
      { retryStrategy: createRetryStrategy({ maxAttempts: 2, initialDelay: { seconds: 1 } }) },
    ),
  { plugins: [new OutcomePlugin()] },
);
