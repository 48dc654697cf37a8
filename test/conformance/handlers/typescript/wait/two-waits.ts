import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (_event: null, context) => {
  await context.wait('wait-1', { seconds: 2 });
  await context.wait('wait-2', { seconds: 2 });
  return { completedWaits: 2 };
});
