import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** When the wait is over, the child's result comes from its checkpoint. */
export const handler = withDurableExecution(async (text: string, context) => {
  const result = await context.runInChildContext('child', (child) =>
    child.step('return-input', async () => text),
  );
  await context.wait({ seconds: 1 });
  return result;
});
