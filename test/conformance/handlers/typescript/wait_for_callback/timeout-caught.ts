import { CallbackTimeoutError, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Goes on without an answer after three seconds. */
export const handler = withDurableExecution(async (name: string, context) => {
  try {
    return await context.waitForCallback(
      name,
      async (callbackId, { logger }) => logger.info('Asked', { callbackId }),
      { timeout: { seconds: 3 } },
    );
  } catch (error) {
    if (error instanceof CallbackTimeoutError) return 'timed-out-handled';
    throw error;
  }
});
