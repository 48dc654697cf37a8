import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Gives the answer three seconds to come. */
export const handler = withDurableExecution(async (name: string, context) =>
  context.waitForCallback(name, async (callbackId, { logger }) => logger.info('Asked', { callbackId }), {
    timeout: { seconds: 3 },
  }),
);
