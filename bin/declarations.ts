import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** Writes the types of the library: of its entry, and of what that one names. */
export async function writeDeclarations(root: string, directory: string): Promise<void> {
  const all = mkdtempSync(join(tmpdir(), 'durcb-types-'));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const project = join(root, 'bin', 'declarations.json');
  // Types are checked elsewhere, and what cannot be written down is no part of the library.
  await once(spawn(process.execPath, [tsc, '-p', project, '--noCheck', '--outDir', all]), 'close');
  for (const file of reachable(join(all, 'index.d.ts'))) cpSync(file, join(directory, relative(all, file)));
  rmSync(all, { recursive: true });
}

function reachable(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)\.ts'/g);
  for (const [, path] of imports) reachable(join(dirname(file), `${path}.d.ts`), seen);
  return seen;
}
