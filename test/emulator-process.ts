import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import { type Durcb, durcbAt } from './durcb.ts';

const main = join(import.meta.dirname, '..', 'src', 'main.ts');

/** `durcb emulate` in a process of its own; whoever started it must end it. */
export interface EmulatorProcess {
  /** What it wrote into its ready file. */
  readonly ready: z.output<typeof readyFile>;
  readonly durcb: Durcb;
  /** Its first line on stdout. */
  readonly line: string;
  /** Everything on stderr so far. */
  readonly said: () => string;
  /** Sends the signal, if it still runs, and resolves with how the process ended. */
  end(signal: NodeJS.Signals): Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>;
}

const readyFile = z.strictObject({
  Url: z.string(),
  Port: z.number(),
  Pid: z.number(),
  StateDirectory: z.optional(z.string()),
  Functions: z.array(z.string()),
});

export interface EmulatorProcessOptions {
  /** The sources unless told otherwise. */
  readonly program?: string;
  /** The test's own unless told otherwise. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts one in the directory and waits until it accepts requests. */
export async function emulatorProcess(
  directory: string,
  words: readonly string[],
  { program = main, environment: env }: EmulatorProcessOptions = {},
): Promise<EmulatorProcess> {
  const file = join(directory, 'ready.json');
  rmSync(file, { force: true });
  const argv = [program, 'emulate', ...words, '--port', '0', '--ready-file', file];
  const child = spawn(process.execPath, argv, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await closed;
    return { exitCode: child.exitCode, signal: child.signalCode };
  };
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const line = await firstLine(child, () => said);
  const ready = readyFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { ready, line, said: () => said, durcb: durcbAt(ready.Url), end };
}

async function firstLine(child: ChildProcess, said: () => string): Promise<string> {
  assert.ok(child.stdout);
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`durcb emulate ended early: ${said()}`);
}
