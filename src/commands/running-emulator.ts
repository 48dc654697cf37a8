import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Context } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';

/** What an emulator tells of itself, on stdout, in the ready file and for `--local`. */
export interface RunningEmulator {
  readonly Url: string;
  readonly Port: number;
  readonly Pid: number;
  readonly StateDirectory?: string | undefined;
  readonly Functions: readonly string[];
}

/** Writes the files that say where the emulator is; what it returns takes `.durcb/emulator.json` away again. */
export function announce(
  { workingDirectory }: Context,
  running: RunningEmulator,
  readyFile: string | undefined,
): () => void {
  const file = join(workingDirectory, '.durcb', 'emulator.json');
  if (readyFile !== undefined) writeWhole(resolve(workingDirectory, readyFile), running);
  writeWhole(file, running);
  return () => {
    if (isStillOurs(file, running.Pid)) rmSync(file, { force: true });
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

// Another emulator of the same directory may have written its own since.
function isStillOurs(file: string, pid: number): boolean {
  try {
    const found: Partial<RunningEmulator> = JSON.parse(readFileSync(file, 'utf8'));
    return found.Pid === pid;
  } catch {
    return false;
  }
}
