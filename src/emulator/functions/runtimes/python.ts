import type { FunctionCode } from '../functions.ts';
import type { DeployedCode } from '../runtime-code.ts';
import { handlerNotFound, taskFile } from './task-file.ts';

/** `pkg.module.function`, or with slashes `pkg/module.function`; a package serves by its `__init__.py`. */
export function pythonCode({ directory, handler, project }: DeployedCode): FunctionCode {
  const [, module = '', name] = /^(.+)\.([^.]+)$/.exec(handler) ?? [];
  const path = module.replaceAll('.', '/');
  const file = name === undefined ? undefined : taskFile(directory, [`${path}/__init__.py`, `${path}.py`]);
  if (name === undefined || file === undefined) {
    throw handlerNotFound(
      directory,
      handler,
      'Give MODULE.FUNCTION, as in app.handler or orders.app.handler',
    );
  }
  return { kind: 'python', file, function: name, task: { directory, handler, project } };
}
