import { createWaitStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Counts to the input, then works with the count in a step. */
export const handler = withDurableExecution(async (threshold: number, context) => {
  const count = await context.waitForCondition(async (soFar) => soFar + 1, {
    initialState: 0,
    waitStrategy: createWaitStrategy({
      initialDelay: { seconds: 1 },
      shouldContinuePolling: (soFar) => soFar < threshold,
    }),
  });
  return context.step(async () => count * 10);
});
