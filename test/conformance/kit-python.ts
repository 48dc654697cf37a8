import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const root = join(import.meta.dirname, '..', '..');
const requirements = join(import.meta.dirname, 'requirements.txt');

/** A Python that has the conformance kit and the durable SDK, made at the first run and kept beside the packages. */
export async function kitPython(): Promise<string> {
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const directory = join(root, 'node_modules', '.cache', 'conformance', key);
  const python = join(directory, 'bin', 'python');
  const installed = join(directory, 'installed');
  if (existsSync(installed)) return python;
  console.error('Installing the conformance kit …');
  rmSync(directory, { recursive: true, force: true });
  await run(process.env.DURCB_TEST_PYTHON || 'python3', ['-m', 'venv', directory]);
  // The kit asks for a newer Python than it needs.
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--ignore-requires-python'];
  await run(python, [...pip, '-r', requirements]);
  writeFileSync(installed, '');
  return python;
}
