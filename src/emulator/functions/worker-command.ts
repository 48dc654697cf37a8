import { existsSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { platform } from 'node:process';
import { pathToFileURL } from 'node:url';
import type { FunctionCode, FunctionDefinition } from './functions.ts';
import type { Sandbox } from './sandbox.ts';

/** Code that runs in a process of ours. */
export type LocalCode = Exclude<FunctionCode, { kind: 'remote' }>;

export interface WorkerCommand {
  readonly command: readonly string[];
  /** The task root, where the process starts. */
  readonly directory: string;
  /** As `_HANDLER` has it: `orders.handler`. */
  readonly handler: string;
}

/** What to run so that a function's code asks the Runtime API for invocations. */
export function workerCommand(
  code: LocalCode,
  definition: FunctionDefinition,
  sandbox: Sandbox,
): WorkerCommand {
  const durable = definition.durable ? ['durable'] : [];
  switch (code.kind) {
    case 'node': {
      const loop = join(sandbox.bootstrapDirectory, 'node.mjs');
      const url = pathToFileURL(code.file).href;
      const command = [sandbox.node, ...nodeFlags(definition), loop, url, code.export, ...durable];
      return { command, ...handlerPlace(code, code.export) };
    }
    case 'python': {
      const loop = join(sandbox.bootstrapDirectory, 'python.py');
      const command = [pythonFor(code, sandbox), loop, code.file, code.function, ...durable];
      return { command, ...handlerPlace(code, code.function) };
    }
    case 'command':
      return {
        command: ['/bin/sh', '-c', code.command],
        directory: code.directory,
        handler: code.handler ?? code.command,
      };
  }
}

// The heap is what the service's own bootstrap allows; the warnings are about what we chose, not the function.
function nodeFlags({ memoryMegabytes }: FunctionDefinition): string[] {
  return [
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    `--max-old-space-size=${Math.floor(memoryMegabytes * 0.9)}`,
  ];
}

type FileCode = Extract<LocalCode, { file: string }>;

function pythonFor({ file, task }: FileCode, { python }: Sandbox): string {
  if (python !== undefined) return python;
  const around = task ? [task.directory, dirname(task.directory), task.project] : [];
  const places = [dirname(file), ...around].filter((place) => place !== undefined);
  const own = places.map((place) => join(place, ...inVenv)).find((path) => existsSync(path));
  return own ?? (isWindows ? 'python' : 'python3');
}

const isWindows = platform === 'win32';

const inVenv = isWindows ? ['.venv', 'Scripts', 'python.exe'] : ['.venv', 'bin', 'python'];

function handlerPlace(
  { file, task }: FileCode,
  exported: string,
): Pick<WorkerCommand, 'directory' | 'handler'> {
  if (task) return { directory: task.directory, handler: task.handler };
  const { dir, name } = parse(file);
  return { directory: dir, handler: `${name}.${exported}` };
}
