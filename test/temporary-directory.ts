import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory that goes when the test or suite has ended. */
export function temporaryDirectory(after: (end: () => void) => void): string {
  const directory = mkdtempSync(join(tmpdir(), 'durcb-test-'));
  after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
