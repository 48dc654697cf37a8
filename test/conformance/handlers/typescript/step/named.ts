import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((name: string, context) =>
  context.step('custom_step_name', async () => `Hello, ${name}!`),
);
