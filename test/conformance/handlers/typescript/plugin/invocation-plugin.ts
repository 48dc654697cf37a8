import type {
  DurableInstrumentationPlugin,
  InvocationEndInfo,
  InvocationInfo,
} from '@aws/durable-execution-sdk-js';
import { HookRecords } from './hook-records.ts';

/** Records where invocations start and how they end. */
export class InvocationPlugin implements DurableInstrumentationPlugin {
  readonly #records: HookRecords;

  constructor(name = 'CONFPLUGIN') {
    this.#records = new HookRecords(name);
  }

  async onInvocationStart({ executionArn, isFirstInvocation }: InvocationInfo): Promise<void> {
    this.#records.belongTo(executionArn);
    this.#records.write('invocation-start', { first: isFirstInvocation });
  }

  async onInvocationEnd({ status }: InvocationEndInfo): Promise<void> {
    this.#records.write('invocation-end', { status });
  }
}
