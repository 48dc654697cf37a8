import { type OperationChangeInfo, OperationType, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { allFields } from './all-fields.ts';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records all that is told of a change, once for each step in it. */
class FieldsPlugin extends RecordingPlugin {
  async onOperationChange({
    executionArn,
    updatedOperations,
    operations,
  }: OperationChangeInfo): Promise<void> {
    const change = {
      executionArn,
      updatedOperationsCount: Object.keys(updatedOperations).length,
      operationsCount: Object.keys(operations).length,
    };
    for (const step of Object.values(updatedOperations)) {
      if (step.type !== OperationType.STEP) continue;
      const inFullMap = Object.hasOwn(operations, step.id);
      this.record('operation-change', { ...change, inFullMap, ...allFields(step) });
    }
  }
}

/** Runs one step with a name. */
export const handler = withDurableExecution(
  async (_event: unknown, context) => context.step('greet', async () => 'task-a'),
  { plugins: [new FieldsPlugin()] },
);
