/** JSON lines of what a plugin's hooks see, each with the ARN of the execution at hand. */
export class HookRecords {
  readonly #plugin: string;
  #executionArn = '';

  constructor(plugin: string) {
    this.#plugin = plugin;
  }

  belongTo(executionArn: string): void {
    this.#executionArn = executionArn;
  }

  write(hook: string, seen: Readonly<Record<string, unknown>> = {}): void {
    const record = { plugin: this.#plugin, hook, ...seen, durableExecutionArn: this.#executionArn };
    // console would wrap the record into one of its own.
    process.stdout.write(`${JSON.stringify(record)}\n`);
  }
}
