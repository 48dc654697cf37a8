import { unzipSync } from 'fflate';

/** A package that cannot be deployed; the message is the service's. */
export class PackageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PackageError';
  }
}

// Zipped and unpacked together with layers (Lambda quotas).
const longestUnpacked = 262_144_000;

/**
 * The files of a zip archive by their path within it. Throws a PackageError when it is no archive, is too large
 * unpacked, or names a file outside.
 */
export function archiveFiles(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let length = 0;
  const files = unzip(archive, ({ name, originalSize }) => {
    if (!isWithin(name)) throw unreadable();
    length += originalSize;
    if (length > longestUnpacked) {
      throw new PackageError(`Unzipped size must be smaller than ${longestUnpacked} bytes`);
    }
    return !name.endsWith('/');
  });
  if (files.length === 0) throw new PackageError('Uploaded file must be a non-empty zip');
  const byName = new Map(files);
  if (files.some(([name]) => hasFileAbove(name, byName))) throw unreadable();
  return byName;
}

type Entry = Readonly<{ name: string; originalSize: number }>;

function unzip(archive: Uint8Array, filter: (entry: Entry) => boolean): [string, Uint8Array][] {
  try {
    return Object.entries(unzipSync(archive, { filter }));
  } catch (error) {
    throw error instanceof PackageError ? error : unreadable();
  }
}

function unreadable(): PackageError {
  return new PackageError('Could not unzip uploaded file. Please check your file, then try to upload again.');
}

// A file cannot be a directory, too.
function hasFileAbove(name: string, files: ReadonlyMap<string, unknown>): boolean {
  const parts = name.split('/');
  return parts.some((_, depth) => depth > 0 && files.has(parts.slice(0, depth).join('/')));
}

function isWithin(name: string): boolean {
  return !name.startsWith('/') && !/[\\\0:]/.test(name) && !name.split('/').includes('..');
}
