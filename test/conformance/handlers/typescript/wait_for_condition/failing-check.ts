import { createWaitStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Cannot even look: the first check throws, and nobody catches it. */
export const handler = withDurableExecution(async (_event: unknown, context) =>
  context.waitForCondition<number>(
    async () => {
      throw new Error('The status cannot be read');
    },
    { initialState: 0, waitStrategy: createWaitStrategy({ shouldContinuePolling: () => true }) },
  ),
);
