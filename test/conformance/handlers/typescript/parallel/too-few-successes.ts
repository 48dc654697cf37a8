import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Wants three successes, gets two, and has then run everything. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [async () => 'ok', fail, async () => 'ok'];
  const batch = await context.parallel<string>('min-not-reached', branches, {
    maxConcurrency: 1,
    completionConfig: { minSuccessful: 3 },
  });
  const { completionReason, status, successCount, failureCount, totalCount } = batch;
  return { completionReason, status, successCount, failureCount, totalCount };
});

async function fail(): Promise<string> {
  throw new Error('This branch is broken');
}
