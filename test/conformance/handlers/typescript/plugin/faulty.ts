import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { FaultyPlugin } from './faulty-plugin.ts';

/** Greets in a step, whatever becomes of its plugin. */
export const handler = withDurableExecution(
  async (name: string, context) => context.step(async () => `Hello, ${name}!`),
  { plugins: [new FaultyPlugin()] },
);
