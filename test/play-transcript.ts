import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { isBuilt } from '../bin/is-built.ts';
import { emulatorProcess } from './emulator-process.ts';
import { typeInto } from './shell-session.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { isAsWritten, readTranscript, stepText } from './transcript.ts';

const root = join(import.meta.dirname, '..');
const program = join(root, 'bin', 'durcb.cjs');
const functions = join(import.meta.dirname, 'fixtures', 'functions', 'typescript');

export interface Stage {
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether what was seen is what was written. */
  readonly isAsWritten?: (seen: string, written: string) => boolean;
}

/** Types a transcript into a real shell, in a directory with an emulator of its own, and compares what is seen. */
export async function playTranscript(t: TestContext, markdown: string, stage: Stage = {}): Promise<void> {
  assert.ok(isBuilt(root), 'dist is older than the sources; run: npm run build');
  const { shell, emulate, steps } = readTranscript(markdown);
  const directory = temporaryDirectory(t);
  const environment = { ...environmentIn(directory), ...stage.environment };
  const words = emulate.map((word) => (word.endsWith('.ts') ? resolve(functions, word) : word));
  if (words.length > 0) {
    const emulator = await emulatorProcess(directory, words, { program, environment });
    t.after(() => emulator.end('SIGTERM'));
  }
  const { signal } = t;
  const seen = await typeInto(
    { shell, directory, environment, signal },
    steps.map(({ command }) => command),
  );
  const matches = stage.isAsWritten ?? isAsWritten;
  const played = steps.map((step, index) => {
    const { output, exitCode } = seen[index] ?? { output: '', exitCode: -1 };
    return stepText({ ...step, exitCode, output: matches(output, step.output) ? step.output : output });
  });
  assert.equal(played.join('\n'), steps.map(stepText).join('\n'));
}

/** What a shell knows in which nothing is configured but the program. */
function environmentIn(directory: string): Record<string, string> {
  const bin = join(directory, '.bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'durcb'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(join(bin, 'durcb'), 0o755);
  return {
    PATH: [bin, process.env.PATH].join(delimiter),
    HOME: directory,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
}
