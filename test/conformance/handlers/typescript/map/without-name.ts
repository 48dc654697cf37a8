import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Doubles numbers in a map without a name. */
export const handler = withDurableExecution(async (numbers: number[], context) => {
  const batch = await context.map(numbers, async (_item, number) => number * 2, { maxConcurrency: 1 });
  return batch.getResults();
});
