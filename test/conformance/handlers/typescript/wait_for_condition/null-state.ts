import { withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Is content with null. */
export const handler = withDurableExecution(async (_event: unknown, context) =>
  context.waitForCondition(async () => null, {
    initialState: null,
    waitStrategy: () => ({ shouldContinue: false }),
  }),
);
