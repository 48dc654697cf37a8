import { accessSync, constants } from 'node:fs';
import { basename } from 'node:path';
import { shellQuoted } from '../../../model/shell-quoted.ts';
import type { FunctionCode } from '../functions.ts';
import { HandlerError } from '../handler-code.ts';
import type { DeployedCode } from '../runtime-code.ts';
import { handlerNotFound, taskFile } from './task-file.ts';

/** An executable `bootstrap`, or one named as the handler. */
export function providedCode(deployed: DeployedCode): FunctionCode {
  return programCode(deployed, ['bootstrap', deployed.handler]);
}

/** An executable named as the handler, or `bootstrap`. */
export function goCode(deployed: DeployedCode): FunctionCode {
  return programCode(deployed, [deployed.handler, 'bootstrap']);
}

function programCode({ directory, handler }: DeployedCode, names: readonly string[]): FunctionCode {
  const file = taskFile(directory, names);
  if (file === undefined) {
    throw handlerNotFound(directory, names.join(' or '), 'Build the executable first, for this machine');
  }
  refuseUnexecutable(file);
  return { kind: 'command', command: shellQuoted(file), directory, handler };
}

function refuseUnexecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    const hint = `Make it so: chmod +x ${basename(file)}`;
    throw new HandlerError('handler-not-executable', `${file} is not executable`, hint);
  }
}
