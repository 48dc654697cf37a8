import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Gathers more than fits into one result. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map(
    'large',
    ['a', 'b', 'c', 'd'],
    async (_item, letter) => letter.repeat(70_000),
    {
      maxConcurrency: 1,
    },
  );
  const { successCount, totalCount } = batch;
  return { successCount, totalCount };
});
