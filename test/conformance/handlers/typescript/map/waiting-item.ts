import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';

/** Suspends in its second item, when the first is already done. */
export const handler = withDurableExecution(async (_event: unknown, context) => {
  const batch = await context.map('suspend', ['r0', 'r1'], work, { maxConcurrency: 1 });
  return batch.getResults();
});

async function work(item: DurableContext, word: string, index: number): Promise<string> {
  if (index > 0) await item.wait({ seconds: 1 });
  return item.step(async () => word);
}
