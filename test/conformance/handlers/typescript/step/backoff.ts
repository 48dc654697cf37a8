import { createRetryStrategy, JitterStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

const twoThenSixSeconds = createRetryStrategy({
  maxAttempts: 5,
  initialDelay: { seconds: 2 },
  backoffRate: 3,
  jitter: JitterStrategy.NONE,
});

export const handler = withDurableExecution((_event: null, context) =>
  context.step(
    'unreliable',
    async ({ attempt }) => {
      if (attempt < 3) throw new Error(`attempt ${attempt} failed`);
      return attempt;
    },
    { retryStrategy: twoThenSixSeconds },
  ),
);
