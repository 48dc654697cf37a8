import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The path of the nearest such file, looking from a directory up to the root. */
export function findUpwards(directory: string, name: string): string | undefined {
  const path = join(directory, name);
  // A link that leads nowhere is for its reader to complain about: what it was for must not be lost unseen.
  if (lstatSync(path, { throwIfNoEntry: false })) return path;
  const parent = dirname(directory);
  return parent === directory ? undefined : findUpwards(parent, name);
}
