import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((_event: null, context) =>
  context.runInChildContext('child', async () => null),
);
