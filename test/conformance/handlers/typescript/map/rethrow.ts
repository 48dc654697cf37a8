import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Stops at the first failure and makes it its own. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map('throwing', ['broken', 'never'], async (_item, word) => checked(word), {
    maxConcurrency: 1,
    completionConfig: { toleratedFailureCount: 0 },
  });
  batch.throwIfError();
});

function checked(word: string): string {
  if (word === 'broken') throw new Error('This item is broken');
  return word;
}
