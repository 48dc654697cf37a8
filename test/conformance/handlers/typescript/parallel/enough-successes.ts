import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Is content with the first two of four. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = ['one', 'two', 'three', 'four'].map((word) => async () => word);
  const batch = await context.parallel('min-successful', branches, {
    maxConcurrency: 1,
    completionConfig: { minSuccessful: 2 },
  });
  const { completionReason, successCount, totalCount } = batch;
  return { completionReason, successCount, totalCount };
});
