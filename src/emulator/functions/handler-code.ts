import { existsSync, statSync } from 'node:fs';
import { basename, parse, resolve } from 'node:path';
import { isFunctionName } from '../../model/is-function-name.ts';
import type { FunctionCode } from './functions.ts';

/** A function as a word of the command line names it. */
export interface NamedCode {
  readonly name: string;
  readonly code: FunctionCode;
}

/** A word that names no function we could serve. */
export class HandlerError extends Error {
  /** For scripts, kebab-case: `handler-not-found`. */
  readonly code: string;
  /** One line: what to do. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = 'HandlerError';
    this.code = code;
    this.hint = hint;
  }
}

/**
 * Reads `[name=]code`, where code is `file.ts`, `file.ts:export`, `file.export`, `cmd: program`, or `http://host:port`.
 * Files are looked for from the directory and must exist. The export is `handler` unless told; the loops then
 * also take the default export, or Python's `lambda_handler`. Throws a HandlerError.
 */
export function handlerCode(word: string, directory: string): NamedCode {
  const { name, target } = splitName(word);
  if (target.startsWith('cmd:')) {
    return { name: required(name, word), code: commandCode(target.slice(4).trim(), directory) };
  }
  if (/^https?:/.test(target)) return { name: required(name, word), code: remoteCode(target) };
  const { file, exported } = findFile(target, directory);
  return { name: name ?? nameAfter(file), code: fileCode(file, exported) };
}

// A name has no `/`, `.` or `:`, which every path, command or address before a `=` has.
function splitName(word: string): { name: string | undefined; target: string } {
  const [, name, target = ''] = /^([^/.:=]*)=(.*)$/s.exec(word) ?? [];
  if (name === undefined) return { name: undefined, target: word };
  if (!isFunctionName(name)) throw badName(`'${name}' is no name for a function`);
  if (target === '') throw new HandlerError('handler-not-found', `${word} names no file`, fileHint);
  return { name, target };
}

function badName(message: string): HandlerError {
  return new HandlerError(
    'function-name',
    message,
    'Use 1 to 64 letters, digits, - or _, as in orders=./handler.ts',
  );
}

function required(name: string | undefined, word: string): string {
  if (name !== undefined) return name;
  throw new HandlerError('function-name', `${word} has no name`, `Put one before it: name='${word}'`);
}

function commandCode(command: string, directory: string): FunctionCode {
  if (command === '') {
    throw new HandlerError(
      'handler-command',
      'cmd: has no command',
      "Write it behind, as in name='cmd: ./bootstrap'",
    );
  }
  const program = /^[\w./-]*\/[\w./-]+(?=\s|$)/.exec(command)?.[0];
  if (program !== undefined && !isFile(resolve(directory, program))) throw notFound(program);
  return { kind: 'command', command, directory };
}

function remoteCode(url: string): FunctionCode {
  if (URL.canParse(url) && url.startsWith('http:')) return { kind: 'remote', url };
  const hint = 'Give the address of a Runtime Interface Emulator, such as http://127.0.0.1:9000';
  throw new HandlerError('handler-url', `${url} is no address of a function`, hint);
}

const nodeEndings = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];
const endings = [...nodeEndings, '.py'];

interface HandlerFile {
  readonly file: string;
  readonly exported: string;
}

function findFile(target: string, directory: string): HandlerFile {
  const [, path = target, exported] = /^(.*):([\p{L}\p{N}_$]+)$/u.exec(target) ?? [];
  const file = resolve(directory, path);
  if (isFile(file) && endings.includes(parse(file).ext)) return { file, exported: exported ?? 'handler' };
  return findByExport(file) ?? refuseFile(path, file);
}

// As AWS writes a handler: the file without its ending, a dot, the export.
function findByExport(path: string): HandlerFile | undefined {
  const { dir, name, ext } = parse(path);
  if (ext.length < 2) return undefined;
  const file = endings.map((ending) => resolve(dir, name + ending)).find(isFile);
  return file === undefined ? undefined : { file, exported: ext.slice(1) };
}

function refuseFile(path: string, file: string): never {
  if (!existsSync(file)) throw notFound(path);
  if (!isFile(file)) throw new HandlerError('handler-not-found', `${path} is a folder`, fileHint);
  const hint = `Give a program that speaks the Lambda Runtime API as name='cmd: ./${basename(file)}'`;
  throw new HandlerError('handler-kind', `${path} is not JavaScript, TypeScript or Python`, hint);
}

const fileHint = 'Give the path of a handler file, such as ./handler.ts';

function notFound(path: string): HandlerError {
  return new HandlerError('handler-not-found', `There is no file ${path}`, fileHint);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function nameAfter(file: string): string {
  const name = parse(file)
    .name.replaceAll(/[^a-zA-Z0-9_-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (isFunctionName(name)) return name;
  throw badName(`No function can be named after ${basename(file)}`);
}

function fileCode(file: string, exported: string): FunctionCode {
  return parse(file).ext === '.py'
    ? { kind: 'python', file, function: exported }
    : { kind: 'node', file, export: exported };
}
