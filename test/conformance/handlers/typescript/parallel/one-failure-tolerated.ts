import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Puts up with the one failure that happens. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [async () => 'ok', fail, async () => 'ok'];
  const batch = await context.parallel<string>('tolerated', branches, {
    maxConcurrency: 1,
    completionConfig: { toleratedFailureCount: 1 },
  });
  const { completionReason, status, successCount, failureCount, totalCount } = batch;
  return { completionReason, status, successCount, failureCount, totalCount };
});

async function fail(): Promise<string> {
  throw new Error('This branch is broken');
}
