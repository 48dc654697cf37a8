import { retryPresets, withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((_event: null, context) =>
  context.runInChildContext('child', (child) =>
    child.step(
      'fail',
      async () => {
        throw new Error('out of order');
      },
      { retryStrategy: retryPresets.noRetry },
    ),
  ),
);
