import { createWaitStrategy, JitterStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Waits for what never comes, and may look three times only. */
export const handler = withDurableExecution(async (start: number, context) =>
  context.waitForCondition(async (count) => count + 1, {
    initialState: start,
    waitStrategy: createWaitStrategy({
      maxAttempts: 3,
      initialDelay: { seconds: 1 },
      backoffRate: 1,
      jitter: JitterStrategy.NONE,
      shouldContinuePolling: () => true,
    }),
  }),
);
