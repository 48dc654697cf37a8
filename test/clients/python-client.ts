import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedDirectory } from '../cached-directory.ts';
import { runProgram } from './run-program.ts';

/** A Python program that is somebody else's, in a venv of its own. */
export interface PythonClient {
  /** Why it cannot be had on this machine. */
  readonly missing: string | false;
  /** The path of a program of the venv. */
  program(name: string): string;
}

/** Installs what `<name>.txt` beside this file asks for. Rejects when pip cannot. */
export async function pythonClient(name: string): Promise<PythonClient> {
  const { stdout: version } = spawnSync('python3', ['--version'], { encoding: 'utf8' });
  if (!version) return withoutPython();
  const requirements = join(import.meta.dirname, `${name}.txt`);
  const key = `${version}${readFileSync(requirements, 'utf8')}`;
  const directory = await cachedDirectory(`clients/${name}`, key, async (venv) => {
    await must('python3', ['-m', 'venv', venv]);
    await must(join(venv, 'bin/pip'), ['install', '--quiet', '--requirement', requirements]);
  });
  return { missing: false, program: (program) => join(directory, 'bin', program) };
}

function withoutPython(): PythonClient {
  const missing = 'there is no python3 on this machine';
  if (process.env.DURCB_TEST_REQUIRE_TOOLCHAINS === '1') throw new Error(missing);
  return { missing, program: (name) => name };
}

async function must(program: string, words: readonly string[]): Promise<void> {
  const { exitCode, err } = await runProgram(program, words);
  if (exitCode !== 0) throw new Error(`${program} ${words.join(' ')}: ${err}`);
}
