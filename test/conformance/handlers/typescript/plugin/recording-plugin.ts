import type { DurableInstrumentationPlugin, InvocationInfo } from '@aws/durable-execution-sdk-js';

/** Writes JSON lines of what its hooks see, each with the ARN of the execution at hand. */
export abstract class RecordingPlugin implements DurableInstrumentationPlugin {
  readonly #name: string;
  #executionArn = '';

  constructor(name = 'CONFPLUGIN') {
    this.#name = name;
  }

  async onInvocationStart({ executionArn }: InvocationInfo): Promise<void> {
    this.#executionArn = executionArn;
  }

  protected record(hook: string, seen: Readonly<Record<string, unknown>> = {}): void {
    const record = { plugin: this.#name, hook, ...seen, durableExecutionArn: this.#executionArn };
    // console would wrap the record into one of its own.
    process.stdout.write(`${JSON.stringify(record)}\n`);
  }
}
