import { retryPresets, StepSemantics, withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((text: string, context) =>
  context.step(
    'at_most_once_flaky_step',
    async ({ logger }) => {
      logger.info(text);
      process.exit(1);
    },
    { semantics: StepSemantics.AtMostOncePerRetry, retryStrategy: retryPresets.noRetry },
  ),
);
