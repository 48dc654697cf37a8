import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { joinedResults } from './joined-results.ts';

/** Keeps the result of the whole map in a form of its own. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map('op-serde', ['x', 'y'], async (_item, letter) => letter.toUpperCase(), {
    maxConcurrency: 1,
    serdes: joinedResults,
  });
  return batch.getResults();
});
