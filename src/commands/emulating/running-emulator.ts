import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod/mini';
import type { Context } from '../../cli/command.ts';
import { Failure } from '../../cli/failure.ts';
import { isRunning } from '../beating/is-running.ts';
import type { RunningEmulator } from '../output/setting.ts';

/**
 * Writes the files that say where the emulator is; what it returns takes `.durcb/emulator.json` away again.
 * That of another emulator that still runs is left as it is.
 */
export function announce(
  { workingDirectory, io }: Context,
  running: RunningEmulator,
  readyFile: string | undefined,
): () => void {
  const file = join(workingDirectory, '.durcb', 'emulator.json');
  if (readyFile !== undefined) writeWhole(resolve(workingDirectory, readyFile), running);
  const other = pidIn(file);
  if (other !== undefined && other !== running.Pid && isRunning(other)) {
    io.note(
      `durcb: --local means the emulator of process ${other} here; use --endpoint-url ${running.Url} for this one`,
    );
    return () => {};
  }
  writeWhole(file, running);
  return () => {
    if (pidIn(file) === running.Pid) rmSync(file, { force: true });
  };
}

// Renamed into place, so that nobody ever reads half of it.
function writeWhole(file: string, running: RunningEmulator): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${running.Pid}`;
    writeFileSync(draft, `${JSON.stringify(running)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    throw unwritable(file, error);
  }
}

const unwritable = (file: string, cause: unknown): Failure =>
  new Failure({
    code: 'file-unwritable',
    message: `cannot write ${file}: ${cause instanceof Error ? cause.message : cause}`,
    hint: 'start it where files can be written, or give --ready-file another path',
    cause,
  });

const announced = z.object({ Pid: z.int().check(z.positive()) });

/** Whose file it is; undefined when there is none, or none that anybody could use. */
function pidIn(file: string): number | undefined {
  try {
    return announced.parse(JSON.parse(readFileSync(file, 'utf8'))).Pid;
  } catch {
    return undefined;
  }
}
