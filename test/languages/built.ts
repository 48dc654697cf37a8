import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cache, cachedDirectory } from '../cached-directory.ts';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** Where builds are kept; a compiler may keep there what it can use again. */
export const buildCache = join(cache, 'languages');

export interface Build {
  readonly name: string;
  /** The folder with the sources, from the root. */
  readonly source: string;
  /** Programs and their arguments, run in a copy of the folder, one after the other. */
  readonly commands: readonly (readonly [program: string, ...words: string[]])[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** The folder of what was built from these sources: now, or earlier when they have not changed. */
export async function built({ name, source, commands, environment }: Build): Promise<string> {
  return cachedDirectory(`languages/${name}/build`, keyOf(source, commands), async (directory) => {
    cpSync(join(root, source), directory, { recursive: true });
    for (const [program, ...words] of commands) {
      await run(program, words, { cwd: directory, env: { ...process.env, ...environment } });
    }
  });
}

function keyOf(source: string, commands: Build['commands']): string {
  const hash = createHash('sha256').update(JSON.stringify(commands));
  const files = globSync('**/*', { cwd: join(root, source), withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  for (const path of files.map((file) => join(file.parentPath, file.name)).sort()) {
    hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  return hash.digest('hex');
}
