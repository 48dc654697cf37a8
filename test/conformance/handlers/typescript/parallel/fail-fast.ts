import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Stops at the first failure, before the third branch, and says how far it came. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [async () => 'ok', fail, async () => 'never'];
  const batch = await context.parallel<string>('failfast', branches, {
    maxConcurrency: 1,
    completionConfig: { toleratedFailureCount: 0 },
  });
  const { completionReason, status, successCount, failureCount, totalCount } = batch;
  return { completionReason, status, successCount, failureCount, totalCount };
});

async function fail(): Promise<string> {
  throw new Error('This branch is broken');
}
