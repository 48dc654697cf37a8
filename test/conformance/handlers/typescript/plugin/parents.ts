import { type OperationEndInfo, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records how operations end, and in which other one they are. */
class ParentPlugin extends RecordingPlugin {
  async onOperationEnd({ id, parentId = 'NONE', status }: OperationEndInfo): Promise<void> {
    this.record('operation-end', { op: id, parent: parentId, status });
  }
}

/** Greets in a step of a child context. */
export const handler = withDurableExecution(
  async (name: string, context) =>
    context.runInChildContext(async (child) => child.step(async () => `Hello, ${name}!`)),
  { plugins: [new ParentPlugin()] },
);
