import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { withDurableExecution } from '@aws/durable-execution-sdk-js';

export const handler = withDurableExecution((text: string, context) =>
  context.runInChildContext('child', (child) =>
    child.step('crash-once', async () => {
      await crashOnce(context.executionContext.durableExecutionArn);
      return text;
    }),
  ),
);

/** What a sandbox has in its temporary directory outlives the process. */
async function crashOnce(executionArn: string) {
  const marker = join(tmpdir(), `crashed-${basename(executionArn)}`);
  if (existsSync(marker)) return rmSync(marker);

  writeFileSync(marker, '');
  // The start of a step that may run more than once is stored while it runs.
  await setTimeout(2000);
  process.exit(1);
}
