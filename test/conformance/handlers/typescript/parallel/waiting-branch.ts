import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Suspends in its second branch, when the first is already done. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.parallel('replay', [atOnce, later], { maxConcurrency: 1 });
  return batch.getResults();
});

async function atOnce(branch: DurableContext): Promise<string> {
  return branch.step(async () => 'b0');
}

async function later(branch: DurableContext): Promise<string> {
  await branch.wait({ seconds: 2 });
  return 'b1';
}
