import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Suspends once the map is done, of which one item failed. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map('fail-then-wait', ['ok', 'broken'], async (_item, word) => checked(word), {
    maxConcurrency: 1,
    completionConfig: { toleratedFailureCount: 1 },
  });
  await context.wait({ seconds: 1 });
  const { completionReason, status, successCount, failureCount, totalCount } = batch;
  return { completionReason, status, successCount, failureCount, totalCount };
});

function checked(word: string): string {
  if (word === 'broken') throw new Error('This item is broken');
  return word;
}
