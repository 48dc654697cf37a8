import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Kept from run to run, beside the packages. */
export const cache = join(import.meta.dirname, '..', 'node_modules', '.cache');

/**
 * A directory that `fill` fills once for each key, and that is kept for later runs; `name` may have folders.
 * Of several that fill it at the same time one is kept. Rejects as `fill` does, and keeps nothing.
 */
export async function cachedDirectory(
  name: string,
  key: string,
  fill: (directory: string) => Promise<void>,
): Promise<string> {
  const link = join(cache, `${name}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`);
  if (existsSync(link)) return realpathSync(link);
  mkdirSync(dirname(link), { recursive: true });
  const directory = mkdtempSync(`${link}-`);
  try {
    await fill(directory);
    // It stays where it was filled, as the programs of a Python environment know their own place.
    symlinkSync(directory, link, 'dir');
  } catch (error) {
    rmSync(directory, { recursive: true });
    if (!existsSync(link)) throw error;
  }
  return realpathSync(link);
}
