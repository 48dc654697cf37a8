import { promises as files } from 'node:fs';
import { resolve } from 'node:path';
import { getBuiltinModule } from 'node:process';
import { limits } from '../model/limits.ts';
import type { Context } from './command.ts';
import { exitCodes, Failure } from './failure.ts';
import { locateJsonError } from './json-error.ts';
import { readStdin } from './read-stdin.ts';

/** Bytes as they will be sent: never base64, never re-encoded. */
export interface Payload {
  readonly bytes: Uint8Array;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface PayloadRules {
  /** Whose value it is: `--result`. */
  readonly option: string;
  /** Bytes; more is refused. The service's limit for a callback's result unless given. */
  readonly limit?: number;
  /** Bytes; more is sent with a warning. */
  readonly warnAbove?: number;
  /** For what must be JSON whatever its file is called: what to do about it when it is not. */
  readonly jsonHint?: string | undefined;
  /** For what may be empty on purpose only: what to give then. Nothing on stdin is refused with it. */
  readonly emptyHint?: string;
}

type Surroundings = Pick<Context, 'io' | 'signal' | 'workingDirectory'>;

/** The bytes of `FILE`, `@FILE`, `file://FILE`, `fileb://FILE`, or with `-` of stdin. */
export async function readPayload(
  source: string,
  rules: PayloadRules,
  context: Surroundings,
): Promise<Payload> {
  if (source === '-') return stdinPayload(rules, context);
  const path = filePath(source, context);
  const bytes = await readBytes(path, rules);
  const { jsonHint = path.endsWith('.json') ? otherExtension : undefined } = rules;
  return payloadOf(bytes, { ...rules, jsonHint }, context, path);
}

const otherExtension = 'correct it, or give it another extension than .json to send it as it is';

async function stdinPayload(rules: PayloadRules, context: Surroundings): Promise<Payload> {
  const { limit = limits.callbackResult } = rules;
  const bytes = await readStdin(context.io, context.signal, limit);
  refuseNothing(bytes, rules.emptyHint);
  // A pipe without end is not waited for.
  if (bytes.length > limit) throw tooLarge(`${bytes.length} bytes or more`, { ...rules, limit });
  return payloadOf(bytes, rules, context);
}

// A program that failed before the pipe leaves nothing, and nobody meant to send that.
function refuseNothing(bytes: Uint8Array, emptyHint: string | undefined): void {
  if (bytes.length === 0 && emptyHint !== undefined) throw emptyStdin(emptyHint);
}

const emptyStdin = (hint: string): Failure =>
  new Failure({
    code: 'empty-stdin',
    message: 'stdin is empty; nothing was sent',
    hint,
    exitCode: exitCodes.refused,
  });

/** The bytes of the same sources, of any size and unchecked, save that nothing on stdin is refused when there is an `emptyHint`. */
export async function readSource(
  source: string,
  option: string,
  context: Surroundings,
  emptyHint?: string,
): Promise<Uint8Array> {
  if (source !== '-') return readBytes(filePath(source, context), { option, limit: Infinity });
  const bytes = await readStdin(context.io, context.signal);
  refuseNothing(bytes, emptyHint);
  return bytes;
}

/** The bytes of a text given on the command line. */
export function textPayload(text: string, rules: PayloadRules, context: Surroundings): Payload {
  return payloadOf(Buffer.from(text), rules, context);
}

/** In hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  // Loading node:crypto takes as long as printing help, and most command lines hash nothing.
  return getBuiltinModule('node:crypto').createHash('sha256').update(bytes).digest('hex');
}

// As in AWS's own commands these are no real addresses: nothing in them is percent-encoded.
/** The path of `FILE`, `@FILE`, `file://FILE` and `fileb://FILE`. */
export const filePath = (source: string, { workingDirectory }: Pick<Context, 'workingDirectory'>): string =>
  resolve(workingDirectory, source.replace(/^(@|fileb?:\/\/)/, ''));

// A file too large is refused by its size, before it is read.
async function readBytes(path: string, rules: PayloadRules): Promise<Uint8Array> {
  try {
    const { size } = await files.stat(path);
    checkSize(size, rules);
    return await files.readFile(path);
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(path, rules, error);
  }
}

function payloadOf(
  bytes: Uint8Array,
  rules: PayloadRules,
  { io }: Surroundings,
  name = rules.option,
): Payload {
  checkSize(bytes.length, rules);
  const { option, warnAbove, jsonHint } = rules;
  if (jsonHint !== undefined) checkJson(bytes, name, jsonHint);
  if (warnAbove !== undefined && bytes.length > warnAbove) {
    io.note(`durcb: warning: ${option} is ${bytes.length} bytes; older service limits were ${warnAbove}`);
  }
  return { bytes, size: bytes.length, sha256: sha256(bytes) };
}

/** Refuses what the service would not take. */
export function checkSize(size: number, { option, limit = limits.callbackResult }: PayloadRules): void {
  if (size > limit) throw tooLarge(`${size} bytes`, { option, limit });
}

const tooLarge = (size: string, { option, limit }: PayloadRules): Failure =>
  new Failure({
    code: 'payload-too-large',
    message: `${option} is ${size} and the service takes no more than ${limit}; nothing was sent`,
    hint: 'store it elsewhere and send where it is',
    exitCode: exitCodes.refused,
  });

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// The parser's own message has the text in it, which nobody wants in a log.
/** Refuses what is not JSON, and says where it stops being that. */
export function checkJson(bytes: Uint8Array, name: string, hint: string): void {
  const text = decode(bytes, name, hint);
  try {
    JSON.parse(text);
  } catch {
    throw invalidJson(name, locateJsonError(text), hint);
  }
}

function decode(bytes: Uint8Array, name: string, hint: string): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw invalidJson(name, 'it is not UTF-8', hint);
  }
}

const invalidJson = (name: string, why: string, hint: string): Failure =>
  new Failure({
    code: 'invalid-json',
    message: `${name} is not JSON: ${why}; nothing was sent`,
    hint,
    exitCode: exitCodes.refused,
  });

const reasons: Readonly<Record<string, readonly [code: string, what: string]>> = {
  ENOENT: ['file-not-found', 'there is no such file'],
  EISDIR: ['file-not-readable', 'it is a directory'],
  EACCES: ['file-not-readable', 'it may not be read'],
};

function unreadable(path: string, { option }: PayloadRules, error: unknown): Failure {
  const { code = '', message }: NodeJS.ErrnoException =
    error instanceof Error ? error : new Error(String(error));
  const [name, what] = reasons[code] ?? ['file-not-readable', message];
  const hint = `give ${option} the path of a file, or - for stdin`;
  return new Failure({
    code: name,
    message: `cannot read ${path}: ${what}; nothing was sent`,
    hint,
    exitCode: exitCodes.refused,
    cause: error,
  });
}
