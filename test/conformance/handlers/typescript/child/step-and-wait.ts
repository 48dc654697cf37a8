import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((text: string, context) =>
  context.runInChildContext('child', async (child) => {
    const result = await child.step('return-input', async () => text);
    await child.wait({ seconds: 1 });
    return result;
  }),
);
