import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Gives each item a name in the history. */
export const handler = withDurableExecution(async (numbers: number[], context) => {
  const batch = await context.map('named-items', numbers, async (_item, number) => number * 10, {
    maxConcurrency: 1,
    itemNamer: (number) => `item-${number}`,
  });
  return batch.getResults();
});
