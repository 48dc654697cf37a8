import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from './measure.ts';

const durcb = join(import.meta.dirname, '..', '..', 'bin', 'durcb.cjs');

export interface EmulatorProcess extends AsyncDisposable {
  readonly url: string;
}

/** `durcb emulate` in a process of its own, with its state on disk. */
export async function emulatorProcess(handlers: readonly string[]): Promise<EmulatorProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'durcb-bench-'));
  const words = [durcb, 'emulate', ...handlers, '--port', '0', '--quiet'];
  const child = spawn(process.execPath, words, {
    cwd: directory,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    child.once('exit', (code) => reject(new Error(`durcb emulate ended with ${code}`)));
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.removeAllListeners('exit');
      child.kill('SIGINT');
      await new Promise((resolve) => child.once('exit', resolve));
      rmSync(directory, { recursive: true });
    },
  };
}
