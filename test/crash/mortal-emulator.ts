import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Lambda } from '@aws-sdk/client-lambda';
import { environment } from '../bench/measure.ts';

/** One life of `durcb emulate` on a state directory; the next life is another one of these. */
export class MortalEmulator {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = '';
  #url = '';
  #lambda: Lambda | undefined;

  constructor(
    program: string,
    directory: string,
    functions: readonly string[],
    nodeOptions: readonly string[] = [],
  ) {
    const words = [
      ...nodeOptions,
      program,
      'emulate',
      ...functions,
      '--port',
      '0',
      '--state',
      'state',
      '--quiet',
    ];
    this.#child = spawn(process.execPath, words, {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#ended = once(this.#child, 'close');
    this.#child.stderr?.on('data', (data) => {
      this.#said += data;
    });
  }

  /** When it serves; rejects with what it said when it ends before. */
  async ready(): Promise<void> {
    if (!this.#child.stdout) throw new Error('the emulator has no stdout');
    for await (const endpoint of createInterface({ input: this.#child.stdout })) {
      this.#url = endpoint;
      this.#lambda = new Lambda({
        endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'crash', secretAccessKey: 'crash' },
        maxAttempts: 1,
      });
      return;
    }
    throw new Error(`the emulator did not start: ${this.#said}`);
  }

  get lambda(): Lambda {
    if (!this.#lambda) throw new Error('the emulator is not ready');
    return this.#lambda;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get url(): string {
    return this.#url;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
    this.#lambda?.destroy();
  }
}
