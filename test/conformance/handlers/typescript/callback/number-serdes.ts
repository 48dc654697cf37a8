import { type Serdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

const numbers: Omit<Serdes<number>, 'serialize'> = {
  deserialize: async (text) => (text === undefined ? undefined : Number(text)),
};

export const handler = withDurableExecution(async (name: string, context) => {
  const [answer] = await context.createCallback<number>(name, { serdes: numbers });
  const count = await answer;
  return { count, doubled: count * 2 };
});
