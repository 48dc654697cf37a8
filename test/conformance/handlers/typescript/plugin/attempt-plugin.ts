import { type AttemptEndInfo, type AttemptInfo, OperationType } from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records each attempt at a step. */
export class AttemptPlugin extends RecordingPlugin {
  async onOperationAttemptStart({ type, attempt, id }: AttemptInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('attempt-start', { n: attempt, op: id });
  }

  async onOperationAttemptEnd({ type, attempt, outcome, id }: AttemptEndInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('attempt-end', { n: attempt, outcome, op: id });
  }
}
