import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Runs branches inside a branch. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.parallel('outer', [inner], { maxConcurrency: 1 });
  return batch.getResults();
});

async function inner(branch: DurableContext): Promise<string[]> {
  const batch = await branch.parallel('inner', [task('i1'), task('i2')], { maxConcurrency: 1 });
  return batch.getResults();
}

function task(result: string) {
  return (branch: DurableContext) => branch.step(async () => result);
}
