import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (text: string, context) => {
  const result = await context.runInChildContext('child', async (child) => {
    child.configureLogger({ modeAware: false });
    child.logger.info(text);
    return text;
  });
  await context.wait({ seconds: 1 });
  return result;
});
