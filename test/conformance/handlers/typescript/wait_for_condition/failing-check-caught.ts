import {
  createWaitStrategy,
  type DurableContext,
  DurableOperationError,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';

/** Makes do with a fallback when the check throws. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  try {
    return await status(context);
  } catch (error) {
    if (error instanceof DurableOperationError) return 'recovered';
    throw error;
  }
});

function status(context: DurableContext) {
  return context.waitForCondition<string>(
    async () => {
      throw new Error('The status cannot be read');
    },
    { initialState: 'unknown', waitStrategy: createWaitStrategy({ shouldContinuePolling: () => true }) },
  );
}
