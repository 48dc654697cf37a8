import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type FunctionHostOptions, functionHost } from '../../../src/emulator/functions/function-host.ts';
import type {
  FunctionCode,
  FunctionDefinition,
  Invocation,
} from '../../../src/emulator/functions/functions.ts';
import { functionRegistry } from '../../../src/emulator/functions/registry.ts';
import type { Sandbox } from '../../../src/emulator/functions/sandbox.ts';
import { systemClock } from '../../../src/model/time.ts';
import { python as testPython } from '../../python-sdk.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';

const root = join(import.meta.dirname, '..', '..', '..');

export const fixture = (name: string): string => join(root, 'test', 'fixtures', 'workers', name);

export const node = (file: string, exported = 'handler'): FunctionCode => ({
  kind: 'node',
  file: fixture(file),
  export: exported,
});

export const python = (file: string, name = 'handler'): FunctionCode => ({
  kind: 'python',
  file: fixture(file),
  function: name,
});

/** A fixture that is its own runtime. */
export const runtime = (file: string): FunctionCode => ({
  kind: 'command',
  command: `'${process.execPath}' '${fixture(file)}'`,
  directory: fixture('.'),
});

export const sandbox: Sandbox = {
  bootstrapDirectory: join(root, 'src', 'emulator', 'functions', 'bootstrap'),
  node: process.execPath,
  python: testPython,
  environment: process.env,
};

export const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };

export function definition(code: FunctionCode, more: Partial<FunctionDefinition> = {}): FunctionDefinition {
  return { name: 'tried', code, environment: {}, timeoutSeconds: 30, memoryMegabytes: 128, ...more };
}

/** A host of one function, ended with the test. */
export function testHost(
  t: TestContext,
  served: FunctionDefinition,
  more: Partial<FunctionHostOptions> = {},
) {
  const lines: string[] = [];
  const host = functionHost({
    registry: functionRegistry([served]),
    place,
    clock: systemClock,
    endpoint: () => 'http://127.0.0.1:9014',
    log: (_name, line) => lines.push(line),
    mark: () => {},
    sandbox,
    ...more,
  });
  t.after(() => host.close(0));
  const invoke = async (payload: unknown = {}, rest: Partial<Invocation> = {}) => {
    const outcome = await host.invoke(invocation(payload, { functionName: served.name, ...rest }));
    return outcome.kind === 'response' ? { ...outcome, result: parse(outcome.payload) } : outcome;
  };
  return { host, lines, invoke };
}

export function invocation(payload: unknown, more: Partial<Invocation> = {}): Invocation {
  return {
    functionName: 'tried',
    version: '$LATEST',
    invokedArn: 'arn:aws:lambda:eu-west-1:123456789012:function:tried:$LATEST',
    requestId: 'request-1',
    payload: Buffer.from(JSON.stringify(payload)),
    ...more,
  };
}

function parse(payload: Uint8Array): unknown {
  return JSON.parse(Buffer.from(payload).toString());
}

/** A handler file that only this test sees, such as one that does not parse. */
export function handlerFile(t: TestContext, name: string, text: string): string {
  const file = join(temporaryDirectory(t), name);
  writeFileSync(file, text);
  return file;
}

const tooOld = 'import sys; sys.exit(sys.version_info < (3, 11))';

/** What a test's `skip` says without Python. */
export const withoutPython =
  spawnSync(testPython, ['-c', tooOld]).status === 0 ? false : 'no Python 3.11 here';
