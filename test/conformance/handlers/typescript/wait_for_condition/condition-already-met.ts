import { createWaitStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Has nothing to wait for: the first check finds the state as it should be. */
export const handler = withDurableExecution(async (threshold: number, context) =>
  context.waitForCondition(async (state) => state, {
    initialState: 5,
    waitStrategy: createWaitStrategy({ shouldContinuePolling: (state) => state < threshold }),
  }),
);
