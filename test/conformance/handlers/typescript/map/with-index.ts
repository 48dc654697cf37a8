import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Adds to each number its place in the list. */
export const handler = withDurableExecution(async (numbers: number[], context) => {
  const batch = await context.map('indexed', numbers, async (_item, number, index) => number + index, {
    maxConcurrency: 1,
  });
  return batch.getResults();
});
