import { defaultSerdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (name: string, context) => {
  const [answer] = await context.createCallback<string>(name, { serdes: defaultSerdes });
  return await answer;
});
