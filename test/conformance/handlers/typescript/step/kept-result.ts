import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** When the wait is over, the step's result comes from its checkpoint. */
export const handler = withDurableExecution(async (_event: null, context) => {
  const result = await context.step('compute', async ({ logger }) => {
    logger.info('step executed');
    return 'cached_value';
  });
  await context.wait({ seconds: 1 });
  return result;
});
