import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Above 256 KiB the SDK does not store a child's result, but runs the child again to have it. */
const copies = 40_000;

export const handler = withDurableExecution(async (text: string, context) => {
  const result = await context.runInChildContext('child', async (child) => {
    child.configureLogger({ modeAware: false });
    child.logger.info(text);
    const word = await child.step('return-input', async () => text);
    return word.repeat(copies);
  });
  await context.wait({ seconds: 1 });
  return { length: result.length };
});
