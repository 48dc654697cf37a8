import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Wants three successes and bears one failure; the second failure comes first. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [fail, fail, async () => 'never', async () => 'never'];
  const batch = await context.parallel<string>('combined', branches, {
    maxConcurrency: 1,
    completionConfig: { minSuccessful: 3, toleratedFailureCount: 1 },
  });
  const { completionReason, successCount, failureCount, totalCount } = batch;
  return { completionReason, successCount, failureCount, totalCount };
});

async function fail(): Promise<string> {
  throw new Error('This branch is broken');
}
