import { CallbackTimeoutError, withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (name: string, context) => {
  const [answer] = await context.createCallback(name, { timeout: { seconds: 3 } });
  const outcome = await answer.catch(messageOf);
  await context.wait({ seconds: 2 });
  return outcome;
});

function messageOf(error: unknown) {
  if (!(error instanceof CallbackTimeoutError)) throw error;
  return error.message;
}
