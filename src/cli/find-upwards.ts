import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The path of the nearest such file, looking from a directory up to the root. */
export function findUpwards(directory: string, name: string): string | undefined {
  const path = join(directory, name);
  if (existsSync(path)) return path;
  const parent = dirname(directory);
  return parent === directory ? undefined : findUpwards(parent, name);
}
