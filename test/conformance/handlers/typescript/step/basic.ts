import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((name: string, context) =>
  context.step(async () => `Hello, ${name}!`),
);
