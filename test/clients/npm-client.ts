import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedDirectory } from '../cached-directory.ts';
import { runProgram } from './run-program.ts';

/**
 * Installs what `<name>.json` beside this file depends on, and puts `<name>.mjs` there, where it finds that.
 * The path of the program. Rejects when npm cannot.
 */
export async function npmClient(name: string): Promise<string> {
  const manifest = readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8');
  const directory = await cachedDirectory(`clients/${name}`, manifest, async (root) => {
    writeFileSync(join(root, 'package.json'), manifest);
    const words = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel', 'error'];
    const { exitCode, err } = await runProgram('npm', words, { directory: root });
    if (exitCode !== 0) throw new Error(`npm install: ${err}`);
  });
  const program = join(directory, `${name}.mjs`);
  copyFileSync(join(import.meta.dirname, `${name}.mjs`), program);
  return program;
}
