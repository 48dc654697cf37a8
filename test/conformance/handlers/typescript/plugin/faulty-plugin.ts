import {
  type AttemptEndInfo,
  type AttemptInfo,
  type InvocationInfo,
  type OperationEndInfo,
  type OperationInfo,
  OperationType,
} from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Fails in each of its hooks, once it has said in which. */
export class FaultyPlugin extends RecordingPlugin {
  constructor() {
    super('CONFPLUGIN-FAULTY');
  }

  override async onInvocationStart(info: InvocationInfo): Promise<void> {
    await super.onInvocationStart(info);
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
    this.record(hook);
    throw new Error(`The plugin is broken at ${hook}`);
  }
}
