import {
  type OperationEndInfo,
  type OperationInfo,
  OperationType,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { allFields } from './all-fields.ts';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records all that the hooks of a step are told. */
class FieldsPlugin extends RecordingPlugin {
  async onOperationStart(info: OperationInfo): Promise<void> {
    if (info.type === OperationType.STEP) this.record('operation-start', allFields(info));
  }

  async onOperationEnd(info: OperationEndInfo): Promise<void> {
    if (info.type === OperationType.STEP) this.record('operation-end', allFields(info));
  }
}

/** Runs one step with a name. */
export const handler = withDurableExecution(
  async (_event: unknown, context) => context.step('greet', async () => 'task-a'),
  { plugins: [new FieldsPlugin()] },
);
