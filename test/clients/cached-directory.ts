import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const cache = join(import.meta.dirname, '../../node_modules/.cache/clients');

/** A directory that `fill` fills once for each key, and that is kept for later runs. */
export async function cachedDirectory(
  name: string,
  key: string,
  fill: (directory: string) => Promise<void>,
): Promise<string> {
  const directory = join(cache, `${name}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`);
  const filled = join(directory, '.filled');
  if (existsSync(filled)) return directory;
  // What an interrupted run left behind is in an unknown state.
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  await fill(directory);
  writeFileSync(filled, key);
  return directory;
}
