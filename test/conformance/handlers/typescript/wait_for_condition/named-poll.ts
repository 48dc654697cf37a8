import { createWaitStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Counts to the input under a name, which each poll then bears in the history. */
export const handler = withDurableExecution(async (threshold: number, context) =>
  context.waitForCondition('poll-status', async (count) => count + 1, {
    initialState: 0,
    waitStrategy: createWaitStrategy({
      initialDelay: { seconds: 1 },
      shouldContinuePolling: (count) => count < threshold,
    }),
  }),
);
