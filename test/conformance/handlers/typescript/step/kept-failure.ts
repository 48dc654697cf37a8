import {
  type DurableContext,
  retryPresets,
  StepError,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';

/** When the wait is over, the step's error comes from its checkpoint. */
export const handler = withDurableExecution(async (_event: null, context) => {
  const outcome = await failingStep(context).catch(describe);
  await context.wait({ seconds: 1 });
  return outcome;
});

function failingStep(context: DurableContext) {
  return context.step<string>(
    'fail',
    async ({ logger }) => {
      logger.info('step executed');
      throw new Error('out of order');
    },
    { retryStrategy: retryPresets.noRetry },
  );
}

function describe(error: unknown) {
  if (!(error instanceof StepError)) throw error;
  return `caught: ${error.message}`;
}
