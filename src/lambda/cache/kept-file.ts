import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** What a file holds, and when it was last known to be true, in epoch milliseconds. */
export interface Kept {
  readonly text: string;
  readonly at: number;
}

// Another shape of what is kept gets another number, which makes strangers of all older files.
const format = 1;

/** Undefined for what is not there, truncated, damaged or of another format; never rejects. */
export async function readKept(path: string): Promise<Kept | undefined> {
  try {
    const file = await open(path);
    try {
      const { mtimeMs } = await file.stat();
      const text = unsealed(await file.readFile('utf8'));
      return text === undefined ? undefined : { text, at: Math.round(mtimeMs) };
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** Whoever reads meanwhile gets what was there before or all of this, and nothing between them. */
export async function writeKept(path: string, { text, at }: Kept): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await createFile(draft);
    try {
      await file.writeFile(sealed(text));
      await file.utimes(at / 1000, at / 1000);
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Says when a text was still true, unless somebody has written another one meanwhile. */
export async function confirmKept(path: string, { text, at }: Kept): Promise<void> {
  const file = await open(path);
  try {
    if (unsealed(await file.readFile('utf8')) === text) await file.utimes(at / 1000, at / 1000);
  } finally {
    await file.close();
  }
}

async function createFile(path: string): Promise<FileHandle> {
  const create = () => open(path, 'wx', 0o600);
  try {
    return await create();
  } catch (error) {
    if (!isAbsent(error)) throw error;
    await makeDirectory(dirname(path));
    return create();
  }
}

// Node's own recursive way never ends where a file system such as /proc takes no directories.
async function makeDirectory(path: string): Promise<void> {
  const make = () => mkdir(path, { mode: 0o700 });
  try {
    await make();
  } catch (error) {
    if (isThere(error)) return;
    if (!isAbsent(error) || dirname(path) === path) throw error;
    await makeDirectory(dirname(path));
    await make().catch((again) => {
      if (!isThere(again)) throw again;
    });
  }
}

const codeOf = (error: unknown): unknown => error instanceof Error && 'code' in error && error.code;
const isAbsent = (error: unknown): boolean => codeOf(error) === 'ENOENT';
const isThere = (error: unknown): boolean => codeOf(error) === 'EEXIST';

const sealOf = (text: string): string => `durcb cache ${format} ${text.length} ${crc32(text).toString(16)}`;

const sealed = (text: string): string => `${sealOf(text)}\n${text}`;

function unsealed(content: string): string | undefined {
  const end = content.indexOf('\n');
  const text = content.slice(end + 1);
  return content.slice(0, end) === sealOf(text) ? text : undefined;
}
