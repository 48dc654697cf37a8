import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (name: string, context) => {
  const [answer] = await context.createCallback(name, { heartbeatTimeout: { seconds: 5 } });
  return await answer;
});
