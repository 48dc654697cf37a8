import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from './temporary-directory.ts';

/** A new directory with these files, executable ones, by their path within it; it goes when the test has ended. */
export function directoryOf(
  t: { after(end: () => void): void },
  files: Readonly<Record<string, string | Uint8Array>>,
): string {
  const directory = temporaryDirectory(t);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content, { mode: 0o755 });
  }
  return directory;
}
