import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Waits for an answer without giving the wait a name. */
export const handler = withDurableExecution(async (_event: unknown, context) =>
  context.waitForCallback(async (callbackId, { logger }) => logger.info('Asked', { callbackId })),
);
