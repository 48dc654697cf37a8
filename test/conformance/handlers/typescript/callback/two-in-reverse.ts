import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async ([nameA, nameB]: [string, string], context) => {
  const [answerA] = await context.createCallback(nameA);
  const [answerB] = await context.createCallback(nameB);
  const b = await answerB;
  const a = await answerA;
  return { a, b };
});
