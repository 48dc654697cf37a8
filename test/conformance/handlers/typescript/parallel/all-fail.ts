import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Puts up with as many failures as it has branches, and all fail. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.parallel<string>('all-fail', [fail, fail, fail], {
    maxConcurrency: 1,
    completionConfig: { toleratedFailureCount: 3 },
  });
  const { completionReason, status, successCount, failureCount, totalCount } = batch;
  return { completionReason, status, successCount, failureCount, totalCount };
});

async function fail(): Promise<string> {
  throw new Error('This branch is broken');
}
