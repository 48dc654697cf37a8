import {
  type DurableContext,
  type OperationEndInfo,
  type OperationInfo,
  OperationType,
  PluginOperationStatus,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records where waits start, for the first time or once more, and how they end. */
class ReplayPlugin extends RecordingPlugin {
  async onOperationStart({ type, name, isReplay, status }: OperationInfo): Promise<void> {
    if (type !== OperationType.WAIT) return;
    const pending = status === PluginOperationStatus.STARTED;
    this.record('operation-start', { type, name, replay: isReplay, pending });
  }

  async onOperationEnd({ type, name, status }: OperationEndInfo): Promise<void> {
    if (type === OperationType.WAIT) this.record('operation-end', { type, name, status });
  }
}

/** Waits twice at once: the second wait goes on when the first is over. */
export const handler = withDurableExecution(
  async (_event: unknown, context) => {
    const batch = await context.parallel('waits', [short, long], { maxConcurrency: 2 });
    return batch.getResults();
  },
  { plugins: [new ReplayPlugin()] },
);

async function short(branch: DurableContext): Promise<string> {
  await branch.wait('short', { seconds: 2 });
  return 'short-done';
}

async function long(branch: DurableContext): Promise<string> {
  await branch.wait('long', { seconds: 8 });
  return 'long-done';
}
