import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Gathers a text, a number and an object. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [async () => 'hello', async () => 42, async () => ({ k: 'v' })];
  const batch = await context.parallel('hetero', branches, { maxConcurrency: 1 });
  return batch.getResults();
});
