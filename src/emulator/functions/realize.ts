import { join } from 'node:path';
import { shellQuoted } from '../../model/shell-quoted.ts';
import type { PackagedCode } from './function-event.ts';
import type { Realize } from './function-state.ts';
import type { FunctionCode } from './functions.ts';
import { HandlerError } from './handler-code.ts';
import type { Packages } from './packages.ts';
import { type DeployedCode, runtimeCode } from './runtime-code.ts';

/** What runs a release on this machine. */
export function realizeWith(packages: Packages): Realize {
  return (name, { settings, code }) => ({
    ...settings,
    name,
    code: code.kind === 'package' ? packagedCode(code, packages) : code,
  });
}

/** Code that cannot run fails when it is invoked, as on AWS, not when it is deployed. */
function packagedCode({ from, runtime, handler }: PackagedCode, packages: Packages): FunctionCode {
  const deployed = { directory: packages.directoryOf(from), runtime, handler };
  try {
    return runtimeCode(deployed);
  } catch (error) {
    if (error instanceof Error) return brokenCode(deployed, error);
    throw error;
  }
}

function brokenCode({ directory, runtime, handler }: DeployedCode, error: Error): FunctionCode {
  const [, module = handler, name = 'handler'] = /^(.+?)\.([^/]+)$/.exec(handler) ?? [];
  const task = { directory, handler };
  // The loops of these say in the service's words that the file is not there.
  if (runtime.startsWith('nodejs')) {
    return { kind: 'node', file: join(directory, `${module}.js`), export: name, task };
  }
  if (runtime.startsWith('python')) {
    return { kind: 'python', file: join(directory, `${module}.py`), function: name, task };
  }
  const hint = error instanceof HandlerError ? `. ${error.hint}` : '';
  const command = `echo ${shellQuoted(`${error.message}${hint}`)} >&2; exit 1`;
  return { kind: 'command', command, directory, handler };
}
