import { defaultSerdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Answer {
  readonly status: string;
}

/** Reads the answer as JSON and returns a part of it. */
export const handler = withDurableExecution(async (name: string, context) => {
  const { status } = await context.waitForCallback<Answer>(
    name,
    async (callbackId, { logger }) => logger.info('Asked', { callbackId }),
    { serdes: defaultSerdes },
  );
  return status;
});
