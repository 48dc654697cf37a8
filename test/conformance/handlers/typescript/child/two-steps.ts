import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((text: string, context) =>
  context.runInChildContext('child', async (child) => {
    const first = await child.step('first', async () => text);
    return await child.step('second', async () => first);
  }),
);
