import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Suspends once the map is done. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map('then-wait', ['a', 'b'], async (_item, letter) => letter.toUpperCase(), {
    maxConcurrency: 1,
  });
  await context.wait({ seconds: 1 });
  return batch.getResults();
});
