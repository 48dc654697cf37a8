import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { HandlerError } from '../../../src/emulator/functions/handler-code.ts';
import { runtimeCode } from '../../../src/emulator/functions/runtime-code.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';

const root = temporaryDirectory({ after });
const client = 'com/amazonaws/services/lambda/runtime/api/client/AWSLambda.class';
const files = {
  'app.ts': '',
  'src/app.js': '',
  'src/app.ts': '',
  'legacy.cjs': '',
  'orders.py': '',
  'shop/orders.py': '',
  'shop/bills/__init__.py': '',
  'go/bootstrap': '',
  'go/main': '',
  'plain/bootstrap': '',
  "it's/bootstrap": '',
  'java/lib/client.jar': `PK… ${client} …`,
  'java/extra.jar': '',
  'classes/Orders.class': '',
  'fat.jar': `PK… ${client} …`,
  'net/Orders.dll': '',
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
}
for (const name of ['go/bootstrap', 'go/main', "it's/bootstrap"]) chmodSync(at(name), 0o755);

function at(name: string): string {
  return join(root, name);
}

const main = 'com.amazonaws.services.lambda.runtime.api.client.AWSLambda';
const javaPath = [at('java'), at('java/extra.jar'), at('java/lib/client.jar')].join(':');

const found = [
  ['nodejs24.x', '', 'app.handler', { kind: 'node', file: at('app.ts'), export: 'handler' }],
  ['nodejs22.x', '', 'src/app.handler', { kind: 'node', file: at('src/app.js'), export: 'handler' }],
  ['nodejs22.x', '', './app.handler', { kind: 'node', file: at('app.ts'), export: 'handler' }],
  ['nodejs20.x', '', 'legacy.api.get', { kind: 'node', file: at('legacy.cjs'), export: 'api.get' }],
  ['python3.13', '', 'orders.run', { kind: 'python', file: at('orders.py'), function: 'run' }],
  ['python3.13', '', 'shop.orders.run', { kind: 'python', file: at('shop/orders.py'), function: 'run' }],
  ['python3.11', '', 'shop/orders.run', { kind: 'python', file: at('shop/orders.py'), function: 'run' }],
  [
    'python3.11',
    '',
    'shop.bills.run',
    { kind: 'python', file: at('shop/bills/__init__.py'), function: 'run' },
  ],
  ['provided.al2023', 'go', 'main', { kind: 'command', command: at('go/bootstrap') }],
  ['go1.x', 'go', 'main', { kind: 'command', command: at('go/main') }],
  ['provided', "it's", 'x', { kind: 'command', command: `'${root}/it'\\''s/bootstrap'` }],
  ['java21', 'java', 'shop.Orders::run', { command: `java -cp ${javaPath} ${main} shop.Orders::run` }],
  [
    'java25',
    'fat.jar',
    'shop.Orders',
    { command: `java -cp ${at('fat.jar')} ${main} shop.Orders`, directory: root },
  ],
  ['dotnet10', 'net', 'Orders', { kind: 'command', command: `dotnet ${at('net/Orders.dll')}` }],
] as const;

for (const [runtime, directory, handler, expected] of found) {
  test(`${handler} of ${runtime} in ${directory || '.'} is found`, () => {
    const code = runtimeCode({ runtime, directory: join(root, directory), handler });
    assert.partialDeepStrictEqual(code, expected);
    assert.ok(code.kind !== 'remote');
    const given = code.kind === 'command' ? code : code.task;
    assert.equal(given?.handler, handler);
  });
}

const refused = [
  ['nodejs24.x', '', 'orders.handler', 'handler-not-found', /no handler orders\.handler in \//],
  ['nodejs24.x', '', 'app', 'handler-not-found', /no handler app in/],
  ['nodejs24.x', 'nowhere', 'app.handler', 'code-not-found', /no code in \/.*nowhere/],
  ['python3.13', '', 'shop.nothing.run', 'handler-not-found', /no handler shop\.nothing\.run/],
  ['python3.13', '', 'orders', 'handler-not-found', /no handler orders in/],
  ['provided.al2023', 'plain', 'x', 'handler-not-executable', /plain\/bootstrap is not executable/],
  ['provided.al2023', 'net', 'x', 'handler-not-found', /no handler bootstrap or x in/],
  ['java21', 'classes', 'Orders', 'runtime-client-missing', /No class or jar in .*classes has com\./],
  ['dotnet8', 'net', 'Orders::Shop.Orders::Run', 'runtime-unsupported', /class library's handler/],
  ['dotnet8', 'net', 'Bills', 'handler-not-found', /no handler Bills\.dll in/],
  ['ruby3.4', '', 'app.handler', 'runtime-unsupported', /The runtime ruby3\.4 cannot be run here/],
] as const;

for (const [runtime, directory, handler, code, message] of refused) {
  test(`${handler} of ${runtime} in ${directory || '.'} is refused: ${code}`, () => {
    assert.throws(
      () => runtimeCode({ runtime, directory: join(root, directory), handler }),
      (error) => {
        assert.ok(error instanceof HandlerError);
        assert.equal(error.code, code);
        assert.match(error.message, message);
        assert.ok(error.hint);
        return true;
      },
    );
  });
}
