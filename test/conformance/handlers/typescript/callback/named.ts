import { defaultSerdes, withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (_event: null, context) => {
  const [answer] = await context.createCallback<string>('approval', { serdes: defaultSerdes });
  return await answer;
});
