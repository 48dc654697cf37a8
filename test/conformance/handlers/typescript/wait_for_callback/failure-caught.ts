import { CallbackError, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Takes a failure for an answer. */
export const handler = withDurableExecution(async (name: string, context) => {
  try {
    return await context.waitForCallback(name, async (callbackId, { logger }) =>
      logger.info('Asked', { callbackId }),
    );
  } catch (error) {
    if (error instanceof CallbackError) return 'recovered';
    throw error;
  }
});
