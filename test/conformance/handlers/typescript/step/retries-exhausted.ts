import { createRetryStrategy, JitterStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

const threeRetries = createRetryStrategy({
  maxAttempts: 4,
  initialDelay: { seconds: 1 },
  backoffRate: 1,
  jitter: JitterStrategy.NONE,
});

export const handler = withDurableExecution((_event: null, context) =>
  context.step(
    'always-fail',
    async ({ attempt }) => {
      throw new Error(`attempt ${attempt} failed`);
    },
    { retryStrategy: threeRetries },
  ),
);
