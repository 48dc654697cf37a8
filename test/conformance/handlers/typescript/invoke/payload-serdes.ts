import { type Serdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

const { TARGET = '' } = process.env;

const uppercase: Serdes<string> = {
  serialize: async (text) => JSON.stringify(text?.toUpperCase()),
  deserialize: async (json) => json && JSON.parse(json),
};

export const handler = withDurableExecution(({ data }: { data: string }, context) =>
  context.invoke<string, string>('echo', TARGET, data, { payloadSerdes: uppercase }),
);
