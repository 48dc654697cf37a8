import { withDurableExecution } from '@aws/durable-execution-sdk-js';

class TransientError extends Error {
  override readonly name = 'TransientError';
}

export const handler = withDurableExecution((_event: null, context) =>
  context.step(
    'flaky',
    async () => {
      throw new TransientError('busy');
    },
    { retryStrategy: (error) => ({ shouldRetry: !(error instanceof TransientError) }) },
  ),
);
