import {
  type OperationEndInfo,
  type OperationInfo,
  OperationType,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records where steps start and how they end. */
class OperationPlugin extends RecordingPlugin {
  async onOperationStart({ type, id }: OperationInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('operation-start', { op: id });
  }

  async onOperationEnd({ type, id, status }: OperationEndInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('operation-end', { op: id, status });
  }
}

/** Greets in a step, observed while it runs. */
export const handler = withDurableExecution(
  async (name: string, context) => context.step(async () => `Hello, ${name}!`),
  { plugins: [new OperationPlugin()] },
);
