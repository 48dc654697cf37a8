import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (name: string, context) => {
  const [answer] = await context.createCallback(name);
  const result = await answer;
  await context.wait({ seconds: 2 });
  return result;
});
