import type { Command } from '../../src/cli/command.ts';
import { type MemoryIo, type MemoryOptions, memoryIo } from '../../src/cli/io.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { type Clock, systemClock } from '../../src/model/time.ts';

export interface Trial extends MemoryOptions {
  readonly io?: MemoryIo;
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** Runs a command line over the given commands, in memory. */
export async function runWith(commands: readonly Command[], argv: readonly string[], trial: Trial = {}) {
  const io = trial.io ?? memoryIo(trial);
  const exitCode = await runCommandLine(argv, commands, {
    io,
    environment: trial.environment ?? {},
    workingDirectory: trial.workingDirectory ?? import.meta.dirname,
    clock: trial.clock ?? systemClock,
    signal: trial.signal ?? new AbortController().signal,
    insisted: new AbortController().signal,
    version: '1.2.3',
    connect: () => Promise.reject(new Error('there is no service in this test')),
  });
  return { exitCode, out: io.out.text, err: io.err.text };
}
