import { type DurableContext, NestingType, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Runs branches that have no context of their own in the history. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.parallel('flat', [task('fa'), task('fb')], {
    maxConcurrency: 1,
    nesting: NestingType.FLAT,
  });
  return batch.getResults();
});

function task(result: string) {
  return (branch: DurableContext) => branch.step(async () => result);
}
