import { type OperationChangeInfo, OperationType, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records the steps of each change, and whether they are among all operations as well. */
class ChangePlugin extends RecordingPlugin {
  async onOperationChange({ updatedOperations, operations }: OperationChangeInfo): Promise<void> {
    for (const { type, id, status } of Object.values(updatedOperations)) {
      if (type !== OperationType.STEP) continue;
      this.record('operation-change', { op: id, status, in_full_map: Object.hasOwn(operations, id) });
    }
  }
}

/** Greets in a step, observed through its changes. */
export const handler = withDurableExecution(
  async (name: string, context) => context.step(async () => `Hello, ${name}!`),
  { plugins: [new ChangePlugin()] },
);
