import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Bounds {
  /** Milliseconds since a file was last of use. */
  readonly age: number;
  /** What all files together take of the disk. */
  readonly bytes: number;
}

// A small file takes as much of most disks as one of four kilobytes.
const block = 4096;

/** Removes the files that nobody needed for so long, then, where too much is left, those unused the longest. */
export async function cleanDirectory(directory: string, now: number, { age, bytes }: Bounds): Promise<void> {
  const files = await filesIn(directory);
  files.sort((one, other) => other.usedAt - one.usedAt);
  let kept = 0;
  const unneeded = files.filter(({ size, usedAt }) => {
    kept += Math.ceil(size / block) * block;
    return kept > bytes || now - usedAt > age;
  });
  await Promise.all(unneeded.map(({ path }) => rm(path, { force: true })));
}

/** How many files a directory holds, over all its folders, and their bytes; none where there is no directory. */
export async function sizeOfDirectory(directory: string): Promise<{ files: number; bytes: number }> {
  const files = await filesIn(directory);
  return { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

interface File {
  readonly path: string;
  readonly size: number;
  readonly usedAt: number;
}

// Somebody else may remove any of them meanwhile.
async function filesIn(directory: string): Promise<File[]> {
  const names = await readdir(directory, { recursive: true }).catch(() => []);
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      const found = await stat(path).catch(() => undefined);
      return found?.isFile() ? [{ path, size: found.size, usedAt: found.mtimeMs }] : [];
    }),
  );
  return files.flat();
}
