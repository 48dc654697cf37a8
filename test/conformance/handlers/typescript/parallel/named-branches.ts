import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Gives each branch a name. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const branches = [
    { name: 'first', func: async () => 'one' },
    { name: 'second', func: async () => 'two' },
  ];
  const batch = await context.parallel('named', branches, { maxConcurrency: 1 });
  return batch.getResults();
});
