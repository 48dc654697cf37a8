import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Puts up with the one failure that happens. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map('tolerated', ['ok', 'broken', 'ok'], async (_item, word) => checked(word), {
    maxConcurrency: 1,
    completionConfig: { toleratedFailureCount: 1 },
  });
  const { completionReason, status, successCount, failureCount, totalCount } = batch;
  return { completionReason, status, successCount, failureCount, totalCount };
});

function checked(word: string): string {
  if (word === 'broken') throw new Error('This item is broken');
  return word;
}
