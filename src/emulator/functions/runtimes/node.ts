import type { FunctionCode } from '../functions.ts';
import type { DeployedCode } from '../runtime-code.ts';
import { handlerNotFound, taskFile } from './task-file.ts';

// In the order of the service's runtime; TypeScript, which that one does not run, comes last.
const endings = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

/** `src/app.handler`: a module, and an export that may be inside another one, as in `app.api.handler`. */
export function nodeCode({ directory, handler }: DeployedCode): FunctionCode {
  const [, module, exported] = /^((?:.*\/)?[^./][^./]*)\.(.+)$/.exec(handler) ?? [];
  const names = endings.map((ending) => `${module}${ending}`);
  const file = exported === undefined ? undefined : taskFile(directory, names);
  if (exported === undefined || file === undefined) {
    throw handlerNotFound(directory, handler, 'Give FILE.EXPORT without the file ending, as in app.handler');
  }
  return { kind: 'node', file, export: exported, task: { directory, handler } };
}
