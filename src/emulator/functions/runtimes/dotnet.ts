import { shellQuoted } from '../../../model/shell-quoted.ts';
import type { FunctionCode } from '../functions.ts';
import { HandlerError } from '../handler-code.ts';
import type { DeployedCode } from '../runtime-code.ts';
import { handlerNotFound, taskFile } from './task-file.ts';

/** An executable assembly, which brings its own runtime client; a class library's `Assembly::Type::Method` has none. */
export function dotnetCode({ directory, handler }: DeployedCode): FunctionCode {
  if (handler.includes('::')) {
    throw new HandlerError(
      'runtime-unsupported',
      `${handler} is a class library's handler, which cannot be run here`,
      'Make it an executable assembly with Amazon.Lambda.RuntimeSupport',
    );
  }
  const assembly = taskFile(directory, [`${handler}.dll`]);
  if (assembly === undefined) {
    throw handlerNotFound(directory, `${handler}.dll`, 'Publish the assembly there first');
  }
  return { kind: 'command', command: `dotnet ${shellQuoted(assembly)}`, directory, handler };
}
