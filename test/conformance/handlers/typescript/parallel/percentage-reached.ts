import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Puts up with a quarter of failures, and a quarter it is. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [fail, async () => 'ok', async () => 'ok', async () => 'ok'];
  const batch = await context.parallel<string>('pct-boundary', branches, {
    maxConcurrency: 1,
    completionConfig: { toleratedFailurePercentage: 25 },
  });
  const { completionReason, status, successCount, failureCount, totalCount } = batch;
  return { completionReason, status, successCount, failureCount, totalCount };
});

async function fail(): Promise<string> {
  throw new Error('This branch is broken');
}
