import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Allows no branch to run, which is refused. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [async () => 'one', async () => 'two'];
  const batch = await context.parallel('bad-concurrency', branches, { maxConcurrency: 0 });
  return batch.getResults();
});
