import { createRetryStrategy, JitterStrategy, withDurableExecution } from '@aws/durable-execution-sdk-js';

class TransientError extends Error {
  override readonly name = 'TransientError';
}

const retryTransient = createRetryStrategy({
  maxAttempts: 3,
  initialDelay: { seconds: 1 },
  jitter: JitterStrategy.NONE,
  retryableErrorTypes: [TransientError],
});

export const handler = withDurableExecution((_event: null, context) =>
  context.step(
    'flaky',
    async ({ attempt }) => {
      if (attempt === 1) throw new TransientError('busy');
      return 'done';
    },
    { retryStrategy: retryTransient },
  ),
);
