import assert from 'node:assert/strict';
import type { ExitCode } from '../src/cli/failure.ts';
import { memoryIo } from '../src/cli/io.ts';
import type { Clock } from '../src/model/time.ts';
import { run } from '../src/run.ts';
import { checkPrintedJson } from './printed-json.ts';

/** What a command said. */
export interface Said {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** durcb as somebody types it who works with one endpoint, or with --local in a directory. */
export interface Durcb {
  (...words: readonly string[]): Promise<Said>;
  /** What a command prints that must succeed. */
  text(...words: readonly string[]): Promise<string>;
}

export interface DurcbOptions {
  readonly clock?: Clock;
  readonly workingDirectory?: string;
}

export function durcbAt(url: string | undefined, options: DurcbOptions = {}): Durcb {
  const { clock, workingDirectory = import.meta.dirname } = options;
  const environment = url === undefined ? {} : { DURCB_ENDPOINT_URL: url };
  const durcb = async (...words: readonly string[]): Promise<Said> => {
    const io = memoryIo();
    const exitCode = await run(words, { io, workingDirectory, environment, ...(clock && { clock }) });
    const said = { exitCode, out: io.out.text, err: io.err.text };
    checkPrintedJson(words, environment, said);
    return said;
  };
  const text = async (...words: readonly string[]) => {
    const { exitCode, out, err } = await durcb(...words);
    assert.equal(exitCode, 0, `durcb ${words.join(' ')}: ${err}`);
    return out.trim();
  };
  return Object.assign(durcb, { text });
}
