import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runtimeCode } from '../../../src/emulator/functions/runtime-code.ts';
import { directoryOf } from '../../directory-of.ts';
import { definition, fixture, sandbox, testHost, withoutPython } from './test-host.ts';

const python = { skip: withoutPython };

const shop = {
  'shop/__init__.py': '',
  'shop/prices.py': 'PRICE = 7\n',
  'shared.py': 'CURRENCY = "EUR"\n',
  'shop/orders.py': [
    'import os',
    'from shared import CURRENCY',
    'from shop.prices import PRICE as absolute',
    'from .prices import PRICE as relative',
    'def run(event, context):',
    '    return [absolute, relative, CURRENCY, __name__, os.environ["_HANDLER"], os.getcwd()]',
  ].join('\n'),
};

for (const handler of ['shop.orders.run', 'shop/orders.run']) {
  test(`${handler} imports its neighbours and what is in the task root`, python, async (t) => {
    const directory = directoryOf(t, shop);
    const code = runtimeCode({ directory, runtime: 'python3.13', handler });
    const { invoke } = testHost(t, definition(code));
    assert.partialDeepStrictEqual(await invoke(), {
      result: [7, 7, 'EUR', 'shop.orders', handler, directory],
    });
  });
}

test('a package without __init__.py serves, and one serves by its __init__.py', python, async (t) => {
  const directory = directoryOf(t, {
    'plain/orders.py': 'from .names import NAME\ndef run(event, context):\n    return NAME\n',
    'plain/names.py': 'NAME = "namespace"\n',
    'whole/__init__.py': 'def run(event, context):\n    return __name__\n',
  });
  for (const [handler, result] of [
    ['plain.orders.run', 'namespace'],
    ['whole.run', 'whole'],
  ] as const) {
    const code = runtimeCode({ directory, runtime: 'python3.13', handler });
    assert.partialDeepStrictEqual(await testHost(t, definition(code)).invoke(), { result });
  }
});

test('a module of a package that is missing is told as on AWS', python, async (t) => {
  const directory = directoryOf(t, { 'shop/orders.py': 'import shop.nothing\n' });
  const code = runtimeCode({ directory, runtime: 'python3.13', handler: 'shop.orders.run' });
  await assert.rejects(testHost(t, definition(code)).host.warm('tried'), ({ error }) => {
    assert.equal(error.ErrorType, 'Runtime.ImportModuleError');
    assert.equal(error.ErrorMessage, "Unable to import module 'shop.orders': No module named 'shop.nothing'");
    return true;
  });
});

test('a .venv of the task root, beside it or of the project is used', python, async (t) => {
  const script = (name: string) => `#!/bin/sh\necho ${name}\nexec python3 "$@"\n`;
  const project = directoryOf(t, { '.venv/bin/python': script('project') });
  const withOwn = directoryOf(t, { ...shop, '.venv/bin/python': script('task root') });
  const beside = { 'code/orders.py': 'def run(event, context):\n    return 1\n' };
  const withParent = directoryOf(t, { ...beside, '.venv/bin/python': script('beside') });
  for (const [directory, handler, log] of [
    [directoryOf(t, shop), 'shop.orders.run', 'project\n'],
    [withOwn, 'shop.orders.run', 'task root\n'],
    [join(withParent, 'code'), 'orders.run', 'beside\n'],
  ] as const) {
    const code = runtimeCode({ directory, runtime: 'python3.13', handler, project });
    const { invoke } = testHost(t, definition(code), { sandbox: { ...sandbox, python: undefined } });
    assert.partialDeepStrictEqual(await invoke(), { log });
  }
});

test('a Node handler may be inside an exported object, in a folder of the task root', async (t) => {
  const text = 'export const api = { get: async () => [process.env._HANDLER, process.cwd()] };\n';
  const directory = directoryOf(t, { 'src/app.mjs': text });
  const code = runtimeCode({ directory, runtime: 'nodejs24.x', handler: 'src/app.api.get' });
  const { invoke } = testHost(t, definition(code));
  assert.partialDeepStrictEqual(await invoke(), { result: ['src/app.api.get', directory] });
});

test('a bootstrap runs in the task root and is told its handler', async (t) => {
  const started = `exec '${process.execPath}' '${fixture('custom-runtime.mjs')}'`;
  const directory = directoryOf(t, { bootstrap: `#!/bin/sh\necho "$PWD $LAMBDA_TASK_ROOT"\n${started}\n` });
  const code = runtimeCode({ directory, runtime: 'provided.al2023', handler: 'any.thing' });
  const { invoke } = testHost(t, definition(code));
  assert.partialDeepStrictEqual(await invoke(1), {
    result: { event: 1, handler: 'any.thing' },
    log: `${directory} ${directory}\n`,
  });
});
