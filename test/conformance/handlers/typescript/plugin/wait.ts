import {
  type OperationEndInfo,
  type OperationInfo,
  OperationType,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records where waits start and how they end. */
class WaitPlugin extends RecordingPlugin {
  async onOperationStart({ type, id }: OperationInfo): Promise<void> {
    if (type === OperationType.WAIT) this.record('operation-start', { op: id, type });
  }

  async onOperationEnd({ type, id, status }: OperationEndInfo): Promise<void> {
    if (type === OperationType.WAIT) this.record('operation-end', { op: id, type, status });
  }
}

/** Waits two seconds. */
export const handler = withDurableExecution(
  async (_event: unknown, context) => context.wait({ seconds: 2 }),
  { plugins: [new WaitPlugin()] },
);
