import {
  type AttemptEndInfo,
  type AttemptInfo,
  type DurableInstrumentationPlugin,
  type InvocationInfo,
  type OperationEndInfo,
  type OperationInfo,
  OperationType,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { HookRecords } from './hook-records.ts';

/** Fails in each of its hooks, once it has said in which. */
class FaultyPlugin implements DurableInstrumentationPlugin {
  readonly #records = new HookRecords('CONFPLUGIN-FAULTY');

  async onInvocationStart({ executionArn }: InvocationInfo): Promise<void> {
    this.#records.belongTo(executionArn);
    this.#fail('invocation-start');
  }

  async onInvocationEnd(): Promise<void> {
    this.#fail('invocation-end');
  }

  async onOperationStart({ type }: OperationInfo): Promise<void> {
    if (type === OperationType.STEP) this.#fail('operation-start');
  }

  async onOperationEnd({ type }: OperationEndInfo): Promise<void> {
    if (type === OperationType.STEP) this.#fail('operation-end');
  }

  async onOperationAttemptStart({ type }: AttemptInfo): Promise<void> {
    if (type === OperationType.STEP) this.#fail('attempt-start');
  }

  async onOperationAttemptEnd({ type }: AttemptEndInfo): Promise<void> {
    if (type === OperationType.STEP) this.#fail('attempt-end');
  }

  #fail(hook: string): never {
    this.#records.write(hook);
    throw new Error(`The plugin is broken at ${hook}`);
  }
}

/** Greets in a step, whatever becomes of its plugin. */
export const handler = withDurableExecution(
  async (name: string, context) => context.step(async () => `Hello, ${name}!`),
  { plugins: [new FaultyPlugin()] },
);
