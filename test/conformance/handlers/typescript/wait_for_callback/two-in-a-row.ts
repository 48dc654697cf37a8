import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Asks two people one after the other; the second has the last word. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  await answer(context, 'first');
  return answer(context, 'second');
});

function answer(context: DurableContext, name: string) {
  return context.waitForCallback(name, async (callbackId, { logger }) =>
    logger.info('Asked', { callbackId }),
  );
}
