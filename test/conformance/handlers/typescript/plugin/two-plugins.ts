import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { InvocationPlugin } from './invocation-plugin.ts';

/** Greets in a step, observed twice. */
export const handler = withDurableExecution(
  async (name: string, context) => context.step(async () => `Hello, ${name}!`),
  { plugins: [new InvocationPlugin('CONFPLUGIN-A'), new InvocationPlugin('CONFPLUGIN-B')] },
);
