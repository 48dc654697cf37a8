import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { platform } from 'node:process';

/** Renames within a directory; the new name outlasts a loss of power, too. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  // Windows refuses to sync directories.
  if (platform === 'win32') return;
  const directory = openSync(dirname(to), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
