import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Waits for an approval. */
export const handler = withDurableExecution(async (_event: unknown, context) =>
  context.waitForCallback('approval', async (callbackId, { logger }) => logger.info('Asked', { callbackId })),
);
