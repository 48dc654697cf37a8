import { createWaitStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Counts on from five, each check from where the one before it stopped. */
export const handler = withDurableExecution(async (threshold: number, context) =>
  context.waitForCondition(async (count) => count + 1, {
    initialState: 5,
    waitStrategy: createWaitStrategy({
      initialDelay: { seconds: 1 },
      shouldContinuePolling: (count) => count < threshold,
    }),
  }),
);
