import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((value: number, context) =>
  context.step('double', async () => value * 2),
);
