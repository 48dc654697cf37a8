import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((text: string, context) =>
  context.runInChildContext('outer', async (outer) => {
    await outer.step('outer-step', async () => text);
    return await outer.runInChildContext('inner', (inner) => inner.step('inner-step', async () => text));
  }),
);
