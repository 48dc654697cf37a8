import { type Serdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

const { TARGET = '' } = process.env;

/** Takes the JSON text as it is, quotes included. */
const uppercase: Serdes<string> = {
  serialize: async (text) => text,
  deserialize: async (json) => json?.toUpperCase(),
};

export const handler = withDurableExecution((text: string, context) =>
  context.invoke<string, string>('echo', TARGET, text, { resultSerdes: uppercase }),
);
