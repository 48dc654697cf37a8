import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Puts up with one failure; the second is too much. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.parallel<string>('tolerated-exceeded', [fail, fail, async () => 'never'], {
    maxConcurrency: 1,
    completionConfig: { toleratedFailureCount: 1 },
  });
  const { completionReason, successCount, failureCount, totalCount } = batch;
  return { completionReason, successCount, failureCount, totalCount };
});

async function fail(): Promise<string> {
  throw new Error('This branch is broken');
}
