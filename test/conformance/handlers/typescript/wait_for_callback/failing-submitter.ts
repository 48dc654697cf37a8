import { createRetryStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Fails to ask, twice, so that no answer can ever come. */
export const handler = withDurableExecution(async (name: string, context) =>
  context.waitForCallback(
    name,
    async () => {
      throw new Error('The approver cannot be reached');
    },
    { retryStrategy: createRetryStrategy({ maxAttempts: 2, initialDelay: { seconds: 1 } }) },
  ),
);
