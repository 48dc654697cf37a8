import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { archiveFiles, PackageError } from './archive-files.ts';
import type { PackagedCode, Release, ReleasedCode } from './function-event.ts';
import { HandlerError } from './handler-code.ts';
import { localDirectory, localFile } from './local-package.ts';
import { renameDurably } from './rename-durably.ts';
import { runtimeCode } from './runtime-code.ts';

/** Code that was deployed: a directory that is used where it is, or an archive that is unpacked here. */
export interface Packages {
  /** Takes an archive, or what an absolute path names: an archive or a directory. */
  take(source: Uint8Array | string): Package | Refused;
  /** The same, without keeping others waiting while the disk is. */
  receive(source: Uint8Array | string): Promise<Package | Refused>;
  /** Why nothing here runs such a runtime, if so. */
  refusal(runtime: string, handler: string): string | undefined;
  /** Puts one file into a directory that is its own, which it returns. */
  hold(name: string, text: string): string;
  directoryOf(from: PackagedCode['from']): string;
  /** Removes all that none of these is in. */
  keep(codes: readonly ReleasedCode[]): void;
  /** Removes what does not outlive the emulator. */
  close(): void;
}

export type Package = Pick<PackagedCode, 'from'> & Pick<Release, 'codeSha256' | 'codeSize'>;

export interface Refused {
  readonly refused: string;
}

/** Archives are unpacked under their SHA-256 in the directory, or in a temporary one that goes with `close`. */
export function openPackages(directory?: string): Packages {
  const archives = new UnpackedArchives(directory);
  return {
    take: (source) => orRefused(() => takeFrom(source, archives)),
    receive: (source) => receiveFrom(source, archives).catch(refusedOf),
    refusal: unsupported,
    hold: (name, text) => archives.hold(name, text),
    directoryOf: (from) => ('zip' in from ? archives.placeOf(from.zip) : from.directory),
    keep: (codes) => archives.keep(codes),
    close: () => archives.close(),
  };
}

function orRefused(take: () => Package): Package | Refused {
  try {
    return take();
  } catch (error) {
    return refusedOf(error);
  }
}

function refusedOf(error: unknown): Refused {
  if (error instanceof PackageError) return { refused: error.message };
  throw error;
}

async function receiveFrom(source: Uint8Array | string, archives: UnpackedArchives): Promise<Package> {
  if (typeof source !== 'string') return archives.receive(source);
  const archive = localFile(source);
  return archive ? archives.receive(archive) : localDirectory(source);
}

function takeFrom(source: Uint8Array | string, archives: UnpackedArchives): Package {
  if (typeof source !== 'string') return archives.unpack(source);
  const archive = localFile(source);
  return archive ? archives.unpack(archive) : localDirectory(source);
}

function unsupported(runtime: string, handler: string): string | undefined {
  try {
    runtimeCode({ directory: '', runtime, handler });
  } catch (error) {
    if (error instanceof HandlerError && error.code === 'runtime-unsupported') return error.message;
  }
  return undefined;
}

class UnpackedArchives {
  readonly #directory: string | undefined;
  #temporary: string | undefined;
  /** By the place that there will be. */
  readonly #writing = new Map<string, Promise<void>>();

  constructor(directory: string | undefined) {
    this.#directory = directory;
  }

  placeOf(zip: string): string {
    this.#temporary ??= this.#directory ? undefined : mkdtempSync(join(tmpdir(), 'durcb-code-'));
    return join(this.#directory ?? this.#temporary ?? '', zip);
  }

  /** Once, however often it comes. */
  unpack(archive: Uint8Array): Package {
    const { zip, ...measured } = measure(archive);
    const place = this.placeOf(zip);
    if (!existsSync(place)) writeWhole(place, archiveFiles(archive));
    return { from: { zip }, ...measured };
  }

  /** As `unpack`, of thousands of files, too, while others go on. */
  async receive(archive: Uint8Array): Promise<Package> {
    const { zip, ...measured } = measure(archive);
    const place = this.placeOf(zip);
    if (!existsSync(place)) await this.#write(place, archive);
    return { from: { zip }, ...measured };
  }

  /** By content, so that nobody's file is written over. */
  hold(name: string, text: string): string {
    const place = this.placeOf(createHash('sha256').update(`${name}\n${text}`).digest('hex'));
    if (!existsSync(place)) writeWhole(place, new Map([[name, Buffer.from(text)]]));
    return place;
  }

  keep(codes: readonly ReleasedCode[]): void {
    const directory = this.#directory;
    if (!directory || !existsSync(directory)) return;
    const kept = new Set(codes.map((code) => nameWithin(directory, code)));
    const others = readdirSync(directory).filter((name) => !kept.has(name));
    for (const name of others) rmSync(join(directory, name), { recursive: true });
  }

  #write(place: string, archive: Uint8Array): Promise<void> {
    const underWay = this.#writing.get(place);
    if (underWay) return underWay;
    const written = writeMeanwhile(place, archiveFiles(archive)).finally(() => this.#writing.delete(place));
    this.#writing.set(place, written);
    return written;
  }

  close(): void {
    if (this.#temporary) rmSync(this.#temporary, { recursive: true, force: true });
  }
}

/** What it is called there; of code that is elsewhere, a name that nothing there has. */
function nameWithin(directory: string, code: ReleasedCode): string | undefined {
  if (code.kind === 'package' && 'zip' in code.from) return code.from.zip;
  const path = 'file' in code ? code.file : 'directory' in code ? code.directory : directory;
  return relative(directory, path).split(sep)[0];
}

function measure(archive: Uint8Array): { zip: string } & Pick<Package, 'codeSha256' | 'codeSize'> {
  const digest = createHash('sha256').update(archive).digest();
  return { zip: digest.toString('hex'), codeSha256: digest.toString('base64'), codeSize: archive.length };
}

type Files = ReadonlyMap<string, Uint8Array>;

// Under another name first, so that a directory of that name is whole; flushed, since it is stored next that it is there.
function writeWhole(place: string, files: Files): void {
  const unfinished = `${place}.new`;
  writeFiles(unfinished, files, true);
  renameDurably(unfinished, place);
}

// Writing takes no time; it is the flush of each file that does.
async function writeMeanwhile(place: string, files: Files): Promise<void> {
  const unfinished = `${place}.new`;
  writeFiles(unfinished, files, false);
  for (const name of files.keys()) {
    await using file = await open(join(unfinished, name));
    await file.sync();
  }
  renameDurably(unfinished, place);
}

function writeFiles(directory: string, files: Files, flush: boolean): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const [name, content] of files) {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    // Executable, since the reader of archives tells no modes.
    writeFileSync(file, content, { mode: 0o755, flush });
  }
}
