import { NestingType, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Works on items that have no context of their own in the history. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map('flat', ['fa', 'fb'], async (item, word) => item.step(async () => word), {
    maxConcurrency: 1,
    nesting: NestingType.FLAT,
  });
  return batch.getResults();
});
