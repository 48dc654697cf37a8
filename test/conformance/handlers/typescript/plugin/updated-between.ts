import { type InvocationInfo, OperationType, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records the waits that went on while no invocation ran. */
class UpdatePlugin extends RecordingPlugin {
  override async onInvocationStart(info: InvocationInfo): Promise<void> {
    await super.onInvocationStart(info);
    for (const { type, id, status } of Object.values(info.updatedOperations)) {
      if (type !== OperationType.WAIT) continue;
      this.record('updated-on-invoke', { op: id, status, first: info.isFirstInvocation });
    }
  }
}

/** Waits two seconds, which pass between two invocations. */
export const handler = withDurableExecution(
  async (_event: unknown, context) => context.wait({ seconds: 2 }),
  { plugins: [new UpdatePlugin()] },
);
