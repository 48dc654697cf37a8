import { createRetryStrategy, JitterStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

const oneRetry = createRetryStrategy({
  maxAttempts: 2,
  initialDelay: { seconds: 1 },
  jitter: JitterStrategy.NONE,
});

export const handler = withDurableExecution((_event: null, context) =>
  context.runInChildContext('child', (child) =>
    child.step(
      'always-fail',
      async ({ attempt }) => {
        throw new Error(`attempt ${attempt} failed`);
      },
      { retryStrategy: oneRetry },
    ),
  ),
);
