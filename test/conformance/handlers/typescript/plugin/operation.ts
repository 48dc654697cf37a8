import {
  type DurableInstrumentationPlugin,
  type InvocationInfo,
  type OperationEndInfo,
  type OperationInfo,
  OperationType,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { HookRecords } from './hook-records.ts';

/** Records where steps start and how they end. */
class OperationPlugin implements DurableInstrumentationPlugin {
  readonly #records = new HookRecords('CONFPLUGIN');

  async onInvocationStart({ executionArn }: InvocationInfo): Promise<void> {
    this.#records.belongTo(executionArn);
  }

  async onOperationStart({ type, id }: OperationInfo): Promise<void> {
    if (type === OperationType.STEP) this.#records.write('operation-start', { op: id });
  }

  async onOperationEnd({ type, id, status }: OperationEndInfo): Promise<void> {
    if (type === OperationType.STEP) this.#records.write('operation-end', { op: id, status });
  }
}

/** Greets in a step, observed while it runs. */
export const handler = withDurableExecution(
  async (name: string, context) => context.step(async () => `Hello, ${name}!`),
  { plugins: [new OperationPlugin()] },
);
