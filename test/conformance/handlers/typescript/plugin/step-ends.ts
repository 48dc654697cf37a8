import { type OperationEndInfo, OperationType, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records with which result or error steps end. */
class EndPlugin extends RecordingPlugin {
  async onOperationEnd({ type, id, status, result = 'NONE', error }: OperationEndInfo): Promise<void> {
    if (type !== OperationType.STEP) return;
    this.record('operation-end', { op: id, status, result, error: error?.message ?? 'NONE' });
  }
}

/** Fails in its second step, which is tried once only. */
export const handler = withDurableExecution(
  async (_event: unknown, context) => {
    await context.step(async () => 'task-a');
    return context.step(
      async () => {
        throw new Error('boom');
      },
      { retryStrategy: () => ({ shouldRetry: false }) },
    );
  },
  { plugins: [new EndPlugin()] },
);
