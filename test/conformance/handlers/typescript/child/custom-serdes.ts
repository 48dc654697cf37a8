import { type Serdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

const uppercase: Serdes<string> = {
  serialize: async (text) => text?.toUpperCase(),
  deserialize: async (stored) => stored,
};

export const handler = withDurableExecution((text: string, context) =>
  context.runInChildContext('child', (child) => child.step('return-input', async () => text), {
    serdes: uppercase,
  }),
);
