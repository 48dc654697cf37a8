import { createRetryStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { AttemptPlugin } from './attempt-plugin.ts';

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
