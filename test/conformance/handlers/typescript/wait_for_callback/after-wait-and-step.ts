import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Waits a second and prepares a question before it asks. */
export const handler = withDurableExecution(async (name: string, context) => {
  await context.wait({ seconds: 1 });
  const question = await context.step(async () => ({ question: 'Shall we?' }));
  return context.waitForCallback(name, async (callbackId, { logger }) =>
    logger.info('Asked', { callbackId, ...question }),
  );
});
