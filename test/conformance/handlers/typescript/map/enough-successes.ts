import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Is content with the first two of four. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map('min-successful', [1, 2, 3, 4], async () => 'done', {
    maxConcurrency: 1,
    completionConfig: { minSuccessful: 2 },
  });
  const { completionReason, successCount, totalCount } = batch;
  return { completionReason, successCount, totalCount };
});
