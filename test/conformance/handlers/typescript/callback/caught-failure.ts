import { CallbackError, withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (name: string, context) => {
  const [answer] = await context.createCallback(name);
  const outcome = await answer.catch(messageOf);
  await context.wait({ seconds: 2 });
  return outcome;
});

function messageOf(error: unknown) {
  if (!(error instanceof CallbackError)) throw error;
  return error.message;
}
