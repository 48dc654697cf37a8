import { createRetryStrategy, JitterStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

const oneRetry = createRetryStrategy({
  maxAttempts: 2,
  initialDelay: { seconds: 1 },
  jitter: JitterStrategy.NONE,
});

export const handler = withDurableExecution((text: string, context) =>
  context.runInChildContext('child', (child) =>
    child.step(
      'unreliable',
      async ({ attempt }) => {
        if (attempt === 1) throw new Error('not yet');
        return text;
      },
      { retryStrategy: oneRetry },
    ),
  ),
);
