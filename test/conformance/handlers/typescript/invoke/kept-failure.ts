import { InvokeError, withDurableExecution } from '@aws/durable-execution-sdk-js';

const { TARGET = '' } = process.env;

/** When the wait is over, the target's error comes from its checkpoint. */
export const handler = withDurableExecution(async (_event: null, context) => {
  const outcome = await context.invoke<undefined, string>(TARGET).catch(messageOf);
  await context.wait({ seconds: 1 });
  return outcome;
});

function messageOf(error: unknown) {
  if (!(error instanceof InvokeError)) throw error;
  return error.message;
}
