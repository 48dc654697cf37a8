import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Puts up with a quarter of failures; at a half it stops. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const words = ['broken', 'broken', 'never', 'never'];
  const batch = await context.map('tolerated-pct', words, async (_item, word) => checked(word), {
    maxConcurrency: 1,
    completionConfig: { toleratedFailurePercentage: 25 },
  });
  const { completionReason, successCount, failureCount, totalCount } = batch;
  return { completionReason, successCount, failureCount, totalCount };
});

function checked(word: string): string {
  if (word === 'broken') throw new Error('This item is broken');
  return word;
}
