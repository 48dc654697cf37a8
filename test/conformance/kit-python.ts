import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cachedDirectory } from '../cached-directory.ts';

const run = promisify(execFile);

const requirements = join(import.meta.dirname, 'requirements.txt');

/** A Python that has the conformance kit and the durable SDK, made at the first run and kept beside the packages. */
export async function kitPython(): Promise<string> {
  const python = process.env.DURCB_TEST_PYTHON || 'python3';
  const { stdout: version } = await run(python, ['--version']);
  const key = `${python} ${version}${readFileSync(requirements, 'utf8')}`;
  const directory = await cachedDirectory('conformance/kit', key, (venv) => install(python, venv));
  return join(directory, 'bin', 'python');
}

async function install(python: string, venv: string): Promise<void> {
  console.error('Installing the conformance kit …');
  await run(python, ['-m', 'venv', venv]);
  // The kit asks for a newer Python than it needs.
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--ignore-requires-python'];
  await run(join(venv, 'bin', 'python'), [...pip, '-r', requirements]);
}
