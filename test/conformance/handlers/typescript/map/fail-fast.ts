import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Stops at the first failure, before the third item, and says how far it came. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map(
    'failfast',
    ['ok', 'broken', 'never'],
    async (_item, word) => checked(word),
    {
      maxConcurrency: 1,
      completionConfig: { toleratedFailureCount: 0 },
    },
  );
  const { completionReason, status, successCount, failureCount, totalCount } = batch;
  return { completionReason, status, successCount, failureCount, totalCount };
});

function checked(word: string): string {
  if (word === 'broken') throw new Error('This item is broken');
  return word;
}
