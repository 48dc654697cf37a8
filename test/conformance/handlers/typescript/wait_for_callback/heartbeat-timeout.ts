import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Wants a sign of life every five seconds. */
export const handler = withDurableExecution(async (name: string, context) =>
  context.waitForCallback(name, async (callbackId, { logger }) => logger.info('Asked', { callbackId }), {
    heartbeatTimeout: { seconds: 5 },
  }),
);
