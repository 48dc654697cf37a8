import { type Serdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Keeps each branch's result in an envelope. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.parallel('serde', [async () => 'x', async () => 'y'], {
    maxConcurrency: 1,
    itemSerdes: envelope,
  });
  return batch.getResults();
});

const envelope: Serdes<string> = {
  serialize: async (text) => JSON.stringify({ wrapped: text }),
  deserialize: async (data) => {
    const { wrapped }: { wrapped?: string } = JSON.parse(data ?? '{}');
    return wrapped;
  },
};
