import {
  createRetryStrategy,
  type OperationEndInfo,
  type OperationInfo,
  OperationType,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records where steps start, for the first time or once more, and how they end. */
class ReplayPlugin extends RecordingPlugin {
  async onOperationStart({ type, id, isReplay }: OperationInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('operation-start', { op: id, replay: isReplay });
  }

  async onOperationEnd({ type, id, status }: OperationEndInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('operation-end', { op: id, status });
  }
}

/** Tries the second of its two steps again, in a second invocation. */
export const handler = withDurableExecution(
  async (_event: unknown, context) => {
    await context.step(async () => 'The first step is done');
    return context.step(
      async ({ attempt }) => {
        if (attempt < 2) throw new Error('The first attempt never works');
        return 'Operation succeeded';
      },
      { retryStrategy: createRetryStrategy({ maxAttempts: 2, initialDelay: { seconds: 1 } }) },
    );
  },
  { plugins: [new ReplayPlugin()] },
);
