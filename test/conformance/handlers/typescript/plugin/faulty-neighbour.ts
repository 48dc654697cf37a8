import {
  type AttemptEndInfo,
  type AttemptInfo,
  type OperationEndInfo,
  type OperationInfo,
  OperationType,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { FaultyPlugin } from './faulty-plugin.ts';
import { InvocationPlugin } from './invocation-plugin.ts';

/** Records the invocation, its step and the attempt at it. */
class HealthyPlugin extends InvocationPlugin {
  async onOperationStart({ type, id }: OperationInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('operation-start', { op: id });
  }

  async onOperationEnd({ type, id, status }: OperationEndInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('operation-end', { op: id, status });
  }

  async onOperationAttemptStart({ type, id }: AttemptInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('attempt-start', { op: id });
  }

  async onOperationAttemptEnd({ type, id, outcome }: AttemptEndInfo): Promise<void> {
    if (type === OperationType.STEP) this.record('attempt-end', { op: id, outcome });
  }
}

/** Greets in a step, observed by a plugin that works beside one that does not. */
export const handler = withDurableExecution(
  async (name: string, context) => context.step(async () => `Hello, ${name}!`),
  { plugins: [new FaultyPlugin(), new HealthyPlugin('CONFPLUGIN-HEALTHY')] },
);
