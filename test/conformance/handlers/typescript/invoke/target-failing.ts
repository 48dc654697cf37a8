import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async () => {
  throw new Error('target out of order');
});
