import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((_event: null, context) =>
  context.wait('custom_wait_name', { seconds: 2 }),
);
