import { existsSync } from 'node:fs';
import { type RuntimeFamily, runtimeFamily } from '../../model/runtime-family.ts';
import type { FunctionCode } from './functions.ts';
import { HandlerError } from './handler-code.ts';
import { dotnetCode } from './runtimes/dotnet.ts';
import { javaCode } from './runtimes/java.ts';
import { nodeCode } from './runtimes/node.ts';
import { goCode, providedCode } from './runtimes/provided.ts';
import { pythonCode } from './runtimes/python.ts';

/** A function's code as it is deployed. */
export interface DeployedCode {
  /** The task root, absolute; for Java also a jar. */
  readonly directory: string;
  /** `nodejs24.x`, `python3.13`, `java21`… */
  readonly runtime: string;
  readonly handler: string;
  /** Where the template or the like is, beside which there may be a Python environment. */
  readonly project?: string | undefined;
}

/**
 * What runs code that was deployed for one of Lambda's runtimes, found as that runtime finds it. Throws a HandlerError:
 * `runtime-unsupported` when nothing here can, `code-not-found`, `handler-not-found`, `handler-not-executable` or
 * `runtime-client-missing` when the code is not fit for it.
 */
export function runtimeCode(deployed: DeployedCode): FunctionCode {
  const family = runtimeFamily(deployed.runtime);
  const reader = family && readers[family];
  if (reader && existsSync(deployed.directory)) return reader(deployed);
  if (reader) throw codeNotFound(deployed);
  throw new HandlerError(
    'runtime-unsupported',
    `The runtime ${deployed.runtime} cannot be run here`,
    "Serve it as a command or an address: NAME=URL or NAME='cmd: PROGRAM'",
  );
}

const readers: Readonly<Record<RuntimeFamily, (deployed: DeployedCode) => FunctionCode>> = {
  node: nodeCode,
  python: pythonCode,
  provided: providedCode,
  go: goCode,
  java: javaCode,
  dotnet: dotnetCode,
};

function codeNotFound({ directory }: DeployedCode): HandlerError {
  const hint = 'Correct the path, or build the code there first';
  return new HandlerError('code-not-found', `There is no code in ${directory}`, hint);
}
