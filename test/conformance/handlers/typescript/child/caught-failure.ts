import {
  ChildContextError,
  type DurableContext,
  retryPresets,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (text: string, context) => {
  try {
    await context.runInChildContext('child', failingStep);
  } catch (error) {
    if (!(error instanceof ChildContextError)) throw error;
  }
  return await context.step('recover', async () => text);
});

function failingStep(child: DurableContext) {
  return child.step(
    'fail',
    async () => {
      throw new Error('out of order');
    },
    { retryStrategy: retryPresets.noRetry },
  );
}
