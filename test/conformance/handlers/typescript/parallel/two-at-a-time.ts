import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Runs two of three branches at a time; the results keep the order of the branches. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [async () => 'r0', async () => 'r1', async () => 'r2'];
  const batch = await context.parallel('concurrent', branches, { maxConcurrency: 2 });
  return batch.getResults();
});
