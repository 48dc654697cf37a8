import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { archiveFiles } from './archive-files.ts';

/** Where code that came as an archive is unpacked. */
export interface CodeStore {
  /** Unpacks an archive, once however often it comes. Throws a PackageError. */
  unpack(archive: Uint8Array): UnpackedArchive;
  directoryOf(zip: string): string;
  /** Removes all other archives. */
  keep(zips: ReadonlySet<string>): void;
  /** Removes what does not outlive the emulator. */
  close(): void;
}

export interface UnpackedArchive {
  /** SHA-256 in hexadecimal digits: the name of its directory. */
  readonly zip: string;
  /** The same in base64. */
  readonly codeSha256: string;
  /** Bytes of the archive. */
  readonly codeSize: number;
}

/** Archives in a directory, made when there is the first; without one, in a temporary directory that goes with `close`. */
export function codeStore(directory: string | undefined): CodeStore {
  let temporary: string | undefined;
  const root = () => {
    if (directory !== undefined) return directory;
    temporary ??= mkdtempSync(join(tmpdir(), 'durcb-code-'));
    return temporary;
  };
  return {
    unpack(archive) {
      const digest = createHash('sha256').update(archive).digest();
      const zip = digest.toString('hex');
      const place = join(root(), zip);
      if (!existsSync(place)) writeWhole(place, archiveFiles(archive));
      return { zip, codeSha256: digest.toString('base64'), codeSize: archive.length };
    },
    directoryOf: (zip) => join(root(), zip),
    keep(zips) {
      if (directory === undefined || !existsSync(directory)) return;
      const others = readdirSync(directory).filter((name) => !zips.has(name));
      for (const name of others) rmSync(join(directory, name), { recursive: true });
    },
    close() {
      if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
    },
  };
}

// Under another name first, so that a directory of that name is whole.
function writeWhole(place: string, files: ReadonlyMap<string, Uint8Array>): void {
  const unfinished = `${place}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  for (const [name, content] of files) {
    const file = join(unfinished, name);
    mkdirSync(dirname(file), { recursive: true });
    // Whether a file is executable is not told by what reads the archive; a program that may not run helps nobody.
    writeFileSync(file, content, { mode: 0o755 });
  }
  renameSync(unfinished, place);
}
