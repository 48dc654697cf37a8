import {
  type AttemptEndInfo,
  type AttemptInfo,
  createRetryStrategy,
  OperationType,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { allFields } from './all-fields.ts';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records all that the hooks of an attempt are told. */
class FieldsPlugin extends RecordingPlugin {
  async onOperationAttemptStart(info: AttemptInfo): Promise<void> {
    if (info.type === OperationType.STEP) this.record('attempt-start', allFields(info));
  }

  async onOperationAttemptEnd(info: AttemptEndInfo): Promise<void> {
    if (info.type === OperationType.STEP) this.record('attempt-end', allFields(info));
  }
}

/** Succeeds at the second attempt, in a step with a name. */
export const handler = withDurableExecution(
  async (_event: unknown, context) =>
    context.step(
      'flaky',
      async ({ attempt }) => {
        if (attempt < 2) throw new Error('The first attempt never works');
        return 'ok';
      },
      { retryStrategy: createRetryStrategy({ maxAttempts: 2, initialDelay: { seconds: 1 } }) },
    ),
  { plugins: [new FieldsPlugin()] },
);
