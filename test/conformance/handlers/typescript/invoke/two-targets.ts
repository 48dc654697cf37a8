import { withDurableExecution } from '@aws/durable-execution-sdk-js';

const { TARGET = '', SECOND_TARGET = '' } = process.env;

export const handler = withDurableExecution(async (_event: null, context) => {
  const first = await context.invoke<number, number>(TARGET, 21);
  return await context.invoke<number, number>(SECOND_TARGET, first);
});
