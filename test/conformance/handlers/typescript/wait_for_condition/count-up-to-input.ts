import { createWaitStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Counts from nought, one a poll, until the count has reached the input. */
export const handler = withDurableExecution(async (threshold: number, context) =>
  context.waitForCondition(async (count) => count + 1, {
    initialState: 0,
    waitStrategy: createWaitStrategy({
      initialDelay: { seconds: 1 },
      shouldContinuePolling: (count) => count < threshold,
    }),
  }),
);
