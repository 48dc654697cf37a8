import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { HandlerError, handlerCode } from '../../../src/emulator/functions/handler-code.ts';

const directory = mkdtempSync(join(tmpdir(), 'durcb-'));
after(() => rmSync(directory, { recursive: true }));
mkdirSync(join(directory, 'src'));
const files = [
  'handler.ts',
  'src/orders.mjs',
  'src/bills.py',
  'my.orders.ts',
  'bootstrap',
  'notes.txt',
  'ż.ts',
  'a=b.ts',
];
for (const file of [...files, `${'x'.repeat(65)}.ts`]) writeFileSync(join(directory, file), '');

const at = (file: string) => join(directory, file);

const understood = [
  ['./handler.ts', 'handler', { kind: 'node', file: at('handler.ts'), export: 'handler' }],
  [at('handler.ts'), 'handler', { kind: 'node', file: at('handler.ts'), export: 'handler' }],
  ['shop=handler.ts', 'shop', { kind: 'node', file: at('handler.ts'), export: 'handler' }],
  ['shop=src/orders.run', 'shop', { kind: 'node', file: at('src/orders.mjs'), export: 'run' }],
  ['src/orders.run', 'orders', { kind: 'node', file: at('src/orders.mjs'), export: 'run' }],
  ['src/orders.mjs:run', 'orders', { kind: 'node', file: at('src/orders.mjs'), export: 'run' }],
  ['src/bills.py', 'bills', { kind: 'python', file: at('src/bills.py'), function: 'handler' }],
  ['pay=src/bills.py:pay', 'pay', { kind: 'python', file: at('src/bills.py'), function: 'pay' }],
  [
    'pay=src/bills.lambda_handler',
    'pay',
    { kind: 'python', file: at('src/bills.py'), function: 'lambda_handler' },
  ],
  ['my.orders.ts', 'my-orders', { kind: 'node', file: at('my.orders.ts'), export: 'handler' }],
  ['./a=b.ts', 'a-b', { kind: 'node', file: at('a=b.ts'), export: 'handler' }],
  ['go=cmd: ./bootstrap --fast', 'go', { kind: 'command', command: './bootstrap --fast', directory }],
  ['go=cmd:go run .', 'go', { kind: 'command', command: 'go run .', directory }],
  ['rie=http://127.0.0.1:9000', 'rie', { kind: 'remote', url: 'http://127.0.0.1:9000' }],
] as const;

for (const [word, name, code] of understood) {
  test(`${word.replace(directory, '…')} is ${code.kind} code named ${name}`, () => {
    assert.deepEqual(handlerCode(word, directory), { name, code });
  });
}

const refused = [
  ['./nothing.ts', 'handler-not-found', 'There is no file ./nothing.ts'],
  ['shop=src/nothing.handler', 'handler-not-found', 'There is no file src/nothing.handler'],
  ['src', 'handler-not-found', 'src is a folder'],
  ['notes.txt', 'handler-kind', 'notes.txt is not JavaScript, TypeScript or Python'],
  ['go=bootstrap', 'handler-kind', 'bootstrap is not JavaScript, TypeScript or Python'],
  ['go=cmd: ./missing arg', 'handler-not-found', 'There is no file ./missing'],
  ['go=cmd: ', 'handler-command', 'cmd: has no command'],
  ['cmd: ./bootstrap', 'function-name', 'cmd: ./bootstrap has no name'],
  ['http://127.0.0.1:9000', 'function-name', 'http://127.0.0.1:9000 has no name'],
  ['rie=https://example.com', 'handler-url', 'https://example.com is no address of a function'],
  ['rie=http://', 'handler-url', 'http:// is no address of a function'],
  ['my shop=handler.ts', 'function-name', "'my shop' is no name for a function"],
  ['=handler.ts', 'function-name', "'' is no name for a function"],
  ['shop=', 'handler-not-found', 'shop= names no file'],
  ['ż.ts', 'function-name', 'No function can be named after ż.ts'],
  [`${'x'.repeat(65)}.ts`, 'function-name', `No function can be named after ${'x'.repeat(65)}.ts`],
] as const;

for (const [word, code, message] of refused) {
  test(`${word} is refused: ${code}`, () => {
    assert.throws(
      () => handlerCode(word, directory),
      (error) => {
        assert.ok(error instanceof HandlerError);
        assert.deepEqual([error.code, error.message], [code, message]);
        assert.ok(error.hint);
        return true;
      },
    );
  });
}
