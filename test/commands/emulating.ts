import assert from 'node:assert/strict';
import type { ExitCode } from '../../src/cli/failure.ts';
import { interruptions } from '../../src/cli/interruption.ts';
import { type MemoryIo, type MemoryOptions, memoryIo } from '../../src/cli/io.ts';
import { run } from '../../src/run.ts';
import { checkPrintedJson } from '../printed-json.ts';
import { waitFor } from '../wait-for.ts';

/** `durcb emulate`, typed in a directory of a test and running until it is interrupted. */
export interface Emulating {
  readonly io: MemoryIo;
  /** Its first line on stdout. */
  readonly line: string;
  /** Ctrl-C. */
  interrupt(): Promise<ExitCode>;
}

export async function emulating(
  directory: string,
  words: readonly string[],
  options: MemoryOptions = {},
): Promise<Emulating> {
  const interruption = new AbortController();
  const io = memoryIo(options);
  const ended = run(['emulate', ...words, '--port', '0'], {
    io,
    workingDirectory: directory,
    environment: { PATH: process.env.PATH },
    signal: interruption.signal,
  });
  const line = await waitFor('the first line', () => /^(.*)\n/.exec(io.out.text)?.[1] || endOf(io));
  checkPrintedJson(['emulate', ...words], {}, { out: line, err: '' });
  return {
    io,
    line,
    async interrupt() {
      interruption.abort(interruptions.SIGINT);
      const exitCode = await ended;
      assert.equal(io.out.text, `${line}\n`);
      return exitCode;
    },
  };
}

function endOf({ err }: MemoryIo): undefined {
  if (err.text.startsWith('durcb: ') || err.text.includes('\ndurcb: ')) throw new Error(err.text);
}
