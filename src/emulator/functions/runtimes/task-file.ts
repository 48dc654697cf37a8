import { statSync } from 'node:fs';
import { join } from 'node:path';
import { HandlerError } from '../handler-code.ts';

/** The first of the names that is a file in the task root, absolute. */
export function taskFile(directory: string, names: readonly string[]): string | undefined {
  return names.map((name) => join(directory, name)).find(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The handler names no file in the task root. */
export function handlerNotFound(directory: string, handler: string, hint: string): HandlerError {
  return new HandlerError('handler-not-found', `There is no handler ${handler} in ${directory}`, hint);
}
