import { createWaitStrategy, type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Counts to two, and then, as an operation of its own, on to four. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const two = await count(context, 0, 2);
  return count(context, two, 4);
});

function count(context: DurableContext, from: number, to: number) {
  return context.waitForCondition(async (soFar) => soFar + 1, {
    initialState: from,
    waitStrategy: createWaitStrategy({
      initialDelay: { seconds: 1 },
      shouldContinuePolling: (soFar) => soFar < to,
    }),
  });
}
