import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { PackageError } from './archive-files.ts';
import type { CodeStore } from './code-store.ts';
import type { PackagedCode, Release } from './function-event.ts';

export type Package = Pick<PackagedCode, 'from'> & Pick<Release, 'codeSha256' | 'codeSize'>;

/** Code from an archive's bytes. Throws a PackageError. */
export function zippedPackage(archive: Uint8Array, store: CodeStore): Package {
  const { zip, ...measured } = store.unpack(archive);
  return { from: { zip }, ...measured };
}

/** Code from an absolute path: an archive, which is unpacked, or a directory, which is used where it is. Throws a PackageError. */
export function localPackage(path: string, store: CodeStore): Package {
  if (!isAbsolute(path)) throw new PackageError(`The path of the code must be absolute: ${path}`);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new PackageError(`There is no file or directory ${path}`);
  if (found.isFile()) return zippedPackage(readFileSync(path), store);
  return { from: { directory: path }, ...measureDirectory(path) };
}

// The contents are not read: who changes a file changes its time.
function measureDirectory(directory: string): Pick<Release, 'codeSha256' | 'codeSize'> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const hash = createHash('sha256').update(directory);
  let codeSize = 0;
  for (const name of names) {
    const found = statSync(join(directory, name), { throwIfNoEntry: false });
    if (!found?.isFile()) continue;
    hash.update(`${name}\n${found.size}\n${found.mtimeMs}\n`);
    codeSize += found.size;
  }
  return { codeSha256: hash.digest('base64'), codeSize };
}
