import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Works on two of three items at a time; the results keep the order of the items. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map('concurrent', ['r0', 'r1', 'r2'], async (_item, word) => word, {
    maxConcurrency: 2,
  });
  return batch.getResults();
});
