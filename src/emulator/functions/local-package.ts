import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { PackageError } from './archive-files.ts';
import type { Package } from './packages.ts';

/** The bytes of a local archive; undefined for a directory. Throws a PackageError when there is nothing. */
export function localFile(path: string): Uint8Array | undefined {
  if (!isAbsolute(path)) throw new PackageError(`The path of the code must be absolute: ${path}`);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new PackageError(`There is no file or directory ${path}`);
  return found.isFile() ? readFileSync(path) : undefined;
}

/** A directory as code. The files are not read: who changes one changes its time. What Python leaves there is no change. */
export function localDirectory(directory: string): Package {
  const all = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const names = all.filter((name) => !name.includes('__pycache__')).sort();
  const hash = createHash('sha256').update(directory);
  let codeSize = 0;
  for (const name of names) {
    const found = statSync(join(directory, name), { throwIfNoEntry: false });
    if (!found?.isFile()) continue;
    hash.update(`${name}\n${found.size}\n${found.mtimeMs}\n`);
    codeSize += found.size;
  }
  return { from: { directory }, codeSha256: hash.digest('base64'), codeSize };
}
