import { type OperationInfo, OperationSubType, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records where the functions of branches start and how they end. */
class BranchPlugin extends RecordingPlugin {
  async wrapChildContextFn({ subType, id, parentId = 'NONE' }: OperationInfo, fn: () => unknown) {
    if (subType !== OperationSubType.PARALLEL_BRANCH) return fn();
    const branch = { op: id, parent: parentId };
    this.record('fn-start', branch);
    try {
      const result = await fn();
      this.record('fn-end', { ...branch, outcome: 'SUCCEEDED' });
      return result;
    } catch (error) {
      this.record('fn-end', { ...branch, outcome: 'FAILED' });
      throw error;
    }
  }
}

/** Runs two branches one after the other. */
export const handler = withDurableExecution(
  async (_event: unknown, context) => {
    const branches = [async () => 'task-1', async () => 'task-2'];
    const batch = await context.parallel('parallel', branches, { maxConcurrency: 1 });
    return batch.getResults();
  },
  { plugins: [new BranchPlugin()] },
);
