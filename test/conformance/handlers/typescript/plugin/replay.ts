import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { InvocationPlugin } from './invocation-plugin.ts';

/** Waits two seconds, so that there is a second invocation to observe. */
export const handler = withDurableExecution(
  async (_event: unknown, context) => context.wait({ seconds: 2 }),
  { plugins: [new InvocationPlugin()] },
);
