import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Puts up with a quarter of failures; at a half it stops. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [fail, fail, async () => 'never', async () => 'never'];
  const batch = await context.parallel<string>('tolerated-pct', branches, {
    maxConcurrency: 1,
    completionConfig: { toleratedFailurePercentage: 25 },
  });
  const { completionReason, successCount, failureCount, totalCount } = batch;
  return { completionReason, successCount, failureCount, totalCount };
});

async function fail(): Promise<string> {
  throw new Error('This branch is broken');
}
