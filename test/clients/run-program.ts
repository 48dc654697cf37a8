import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';

/** How a program ended, and what it printed. */
export interface Ran {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly directory?: string;
  /** The test's own unless told otherwise. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program to its end; rejects when it cannot be started. */
export async function runProgram(
  program: string,
  words: readonly string[],
  { directory: cwd, environment: env }: RunOptions = {},
): Promise<Ran> {
  const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = await Promise.all([buffer(child.stdout), buffer(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, out: out.toString(), err: err.toString() };
}
