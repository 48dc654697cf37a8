import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Maps whatever it is given, which is nothing. */
export const handler = withDurableExecution(async (items: string[], context) => {
  const batch = await context.map('empty', items, async (_item, text) => text);
  return batch.getResults();
});
