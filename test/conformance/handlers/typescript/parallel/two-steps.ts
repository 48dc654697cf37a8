import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Does two tasks in a branch each, one after the other. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.parallel('parallel', [task('task-1'), task('task-2')], { maxConcurrency: 1 });
  return batch.getResults();
});

function task(result: string) {
  return (branch: DurableContext) => branch.step(async () => result);
}
