import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (name: string, context) => {
  const [answer, callbackId] = await context.createCallback(name);
  await context.step('hand-over', async () => callbackId);
  return await answer;
});
