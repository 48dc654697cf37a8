import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Puts up with one failure; the second is too much. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const words = ['broken', 'broken', 'never'];
  const batch = await context.map('tolerated-exceeded', words, async (_item, word) => checked(word), {
    maxConcurrency: 1,
    completionConfig: { toleratedFailureCount: 1 },
  });
  const { completionReason, successCount, failureCount, totalCount } = batch;
  return { completionReason, successCount, failureCount, totalCount };
});

function checked(word: string): string {
  if (word === 'broken') throw new Error('This item is broken');
  return word;
}
