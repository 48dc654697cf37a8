import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Gives branches without a name for the whole. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.parallel([async () => 'alpha', async () => 'beta'], { maxConcurrency: 1 });
  return batch.getResults();
});
