import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Greets everyone, in a step each. */
export const handler = withDurableExecution(async (names: string[], context) => {
  const batch = await context.map(
    'map',
    names,
    async (item, name) => item.step(async () => `Hello, ${name}!`),
    { maxConcurrency: 1 },
  );
  return batch.getResults();
});
