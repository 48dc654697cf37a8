import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { InvocationPlugin } from './invocation-plugin.ts';

/** Fails in a step that is tried once only. */
export const handler = withDurableExecution(
  async (_event: unknown, context) =>
    context.step(
      async () => {
        throw new Error('This step never works');
      },
      { retryStrategy: () => ({ shouldRetry: false }) },
    ),
  { plugins: [new InvocationPlugin()] },
);
