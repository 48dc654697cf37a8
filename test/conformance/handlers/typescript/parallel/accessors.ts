import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Asks a batch with one failure what it holds. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [async () => 'ok', fail, async () => 'ok'];
  const batch = await context.parallel<string>('accessors', branches, {
    maxConcurrency: 1,
    completionConfig: { toleratedFailureCount: 1 },
  });
  return {
    hasFailure: batch.hasFailure,
    successCount: batch.succeeded().length,
    failureCount: batch.failed().length,
    errorCount: batch.getErrors().length,
  };
});

async function fail(): Promise<string> {
  throw new Error('This branch is broken');
}
