import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory that goes when the test has ended, or the file whose `after` is given. */
export function temporaryDirectory(test: { after(end: () => void): void }): string {
  const directory = mkdtempSync(join(tmpdir(), 'durcb-test-'));
  test.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
