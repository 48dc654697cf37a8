import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Stops at the first failure and makes it its own. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.parallel<string>('throwing', [fail, async () => 'never'], {
    maxConcurrency: 1,
    completionConfig: { toleratedFailureCount: 0 },
  });
  batch.throwIfError();
});

async function fail(): Promise<string> {
  throw new Error('This branch is broken');
}
