import { type Serdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Grows a text by one letter a poll; between polls it is kept in Base64. */
export const handler = withDurableExecution(async (_event: unknown, context) =>
  context.waitForCondition(async (text) => `${text}x`, {
    initialState: '',
    waitStrategy: (text) =>
      text.length < 2 ? { shouldContinue: true, delay: { seconds: 1 } } : { shouldContinue: false },
    serdes: base64,
  }),
);

const base64: Serdes<string> = {
  serialize: async (text) => text && Buffer.from(text).toString('base64'),
  deserialize: async (data) => data && Buffer.from(data, 'base64').toString(),
};
