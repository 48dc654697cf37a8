import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { InvocationPlugin } from './invocation-plugin.ts';

/** Greets in a step, observed from the start of the invocation to its end. */
export const handler = withDurableExecution(
  async (name: string, context) =>
    context.step(async ({ logger }) => {
      logger.info(`Greeting step running for: ${name}`);
      return `Hello, ${name}!`;
    }),
  { plugins: [new InvocationPlugin()] },
);
