import { type Serdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

interface Message {
  readonly id: string;
  readonly message: string;
  readonly timestamp: Date;
}

const messages: Omit<Serdes<Message>, 'serialize'> = {
  deserialize: async (json) => {
    if (json === undefined) return undefined;
    const { id, message, timestamp } = JSON.parse(json);
    return { id, message, timestamp: new Date(timestamp) };
  },
};

export const handler = withDurableExecution(async (name: string, context) => {
  const [answer] = await context.createCallback<Message>(name, { serdes: messages });
  const { timestamp, ...rest } = await answer;
  return { received: { ...rest, timestamp: timestamp.getTime() / 1000 } };
});
