import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { joinedResults } from './joined-results.ts';

/** Suspends after the map, so that the result of the whole is read back from a form of its own. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map(
    'op-serde-replay',
    ['x', 'y'],
    async (_item, letter) => letter.toUpperCase(),
    {
      maxConcurrency: 1,
      serdes: joinedResults,
    },
  );
  await context.wait({ seconds: 1 });
  return batch.getResults();
});
