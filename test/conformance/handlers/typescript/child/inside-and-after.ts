import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (text: string, context) => {
  const inside = await context.runInChildContext('child', async (child) => {
    const result = await child.step('inner-step', async () => text);
    await child.wait({ seconds: 1 });
    return result;
  });
  const after = await context.step('outer-step', async () => inside);
  await context.wait({ seconds: 1 });
  return after;
});
