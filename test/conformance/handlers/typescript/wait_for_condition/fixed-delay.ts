import { createWaitStrategy, JitterStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Polls every two seconds sharp. */
export const handler = withDurableExecution(async (threshold: number, context) =>
  context.waitForCondition(async (count) => count + 1, {
    initialState: 0,
    waitStrategy: createWaitStrategy({
      initialDelay: { seconds: 2 },
      backoffRate: 1,
      jitter: JitterStrategy.NONE,
      shouldContinuePolling: (count) => count < threshold,
    }),
  }),
);
