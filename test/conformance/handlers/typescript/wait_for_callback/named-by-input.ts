import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Waits for an answer under the name that the input gives, and returns it as it comes. */
export const handler = withDurableExecution(async (name: string, context) =>
  context.waitForCallback(name, async (callbackId, { logger }) => logger.info('Asked', { callbackId })),
);
