import { type Serdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Keeps each item's result behind a prefix. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map('serdes', ['x', 'y'], async (_item, letter) => letter.toUpperCase(), {
    maxConcurrency: 1,
    itemSerdes: prefixed,
  });
  return batch.getResults();
});

const prefix = 'wrapped:';

const prefixed: Serdes<string> = {
  serialize: async (text) => text && `${prefix}${text}`,
  deserialize: async (data) => data?.slice(prefix.length),
};
