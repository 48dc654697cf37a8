import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Wants a sign of life every ten seconds, which a heartbeat and then the answer are. */
export const handler = withDurableExecution(async (name: string, context) =>
  context.waitForCallback(name, async (callbackId, { logger }) => logger.info('Asked', { callbackId }), {
    heartbeatTimeout: { seconds: 10 },
  }),
);
