import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Waits for an answer inside a child context. */
export const handler = withDurableExecution(async (name: string, context) =>
  context.runInChildContext('wrapper', async (child) =>
    child.waitForCallback(name, async (callbackId, { logger }) => logger.info('Asked', { callbackId })),
  ),
);
