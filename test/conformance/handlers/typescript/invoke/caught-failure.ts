import { InvokeError, withDurableExecution } from '@aws/durable-execution-sdk-js';

const { TARGET = '' } = process.env;

export const handler = withDurableExecution((_event: null, context) =>
  context.invoke<undefined, string>(TARGET).catch(fallback),
);

function fallback(error: unknown) {
  if (!(error instanceof InvokeError)) throw error;
  return 'fallback';
}
