import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (_event: null, context) => {
  const first = await context.step('first', async () => 'first');
  return await context.step('second', async () => `${first}_second`);
});
