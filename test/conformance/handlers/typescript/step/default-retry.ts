import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((_event: null, context) =>
  context.step('unreliable', async ({ attempt }) => {
    if (attempt < 3) throw new Error(`attempt ${attempt} failed`);
    return attempt;
  }),
);
