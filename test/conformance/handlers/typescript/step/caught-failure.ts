import {
  type DurableContext,
  retryPresets,
  StepError,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution(async (_event: null, context) => {
  const value = await failingStep(context).catch(fallback);
  return await context.step('finish', async () => `${value}_result`);
});

function failingStep(context: DurableContext) {
  return context.step<string>(
    'fail',
    async () => {
      throw new Error('out of order');
    },
    { retryStrategy: retryPresets.noRetry },
  );
}

function fallback(error: unknown) {
  if (!(error instanceof StepError)) throw error;
  return 'fallback';
}
