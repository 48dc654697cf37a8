import {
  createRetryStrategy,
  JitterStrategy,
  StepSemantics,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';

const oneRetry = createRetryStrategy({
  maxAttempts: 2,
  initialDelay: { seconds: 1 },
  jitter: JitterStrategy.NONE,
});

export const handler = withDurableExecution((text: string, context) =>
  context.step(
    'at_most_once_flaky_step',
    async ({ attempt, logger }) => {
      logger.info(text);
      if (attempt === 1) process.exit(1);
      return 'succeeded on second attempt';
    },
    { semantics: StepSemantics.AtMostOncePerRetry, retryStrategy: oneRetry },
  ),
);
