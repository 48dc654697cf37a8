import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Has nothing to do. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.parallel<string>('empty', []);
  return batch.getResults();
});
