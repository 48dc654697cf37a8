import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (text: string, context) => {
  const result = await context.runInChildContext('child', async (child) => {
    await child.wait({ seconds: 1 });
    return text;
  });
  return await context.step('return-result', async () => result);
});
