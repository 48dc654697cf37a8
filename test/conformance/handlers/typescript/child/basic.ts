import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((text: string, context) =>
  context.runInChildContext('child', (child) => child.step('return-input', async () => text)),
);
