import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { definition, handlerFile, python, sandbox, testHost, withoutPython } from './test-host.ts';

const options = { skip: withoutPython };

test('a Python handler gets event and context, and prints', options, async (t) => {
  const { invoke } = testHost(t, definition(python('echo.py')));
  const more = { requestId: 'r-1', tenantId: 'blue', clientContext: '{"custom":{"k":"ż"}}' };
  const outcome = await invoke({ name: 'zażółć' }, { ...more, traceHeader: 'Root=1-2-3' });
  assert.partialDeepStrictEqual(outcome, {
    kind: 'response',
    log: 'in python\n',
    result: {
      event: { name: 'zażółć' },
      text: 'zażółć \u{1f600}',
      name: 'tried',
      version: '$LATEST',
      memory: '128',
      arn: 'arn:aws:lambda:eu-west-1:123456789012:function:tried:$LATEST',
      id: 'r-1',
      group: '/aws/lambda/tried',
      tenant: 'blue',
      custom: { k: 'ż' },
      environment: { _HANDLER: 'echo.handler', _X_AMZN_TRACE_ID: 'Root=1-2-3', TZ: ':UTC' },
    },
  });
});

test('text is sent as UTF-8, and half a surrogate pair as an escape', options, async (t) => {
  const { invoke } = testHost(t, definition(python('echo.py')));
  const { payload } = Object(await invoke());
  assert.ok(Buffer.from(payload).toString().includes('zażółć \u{1f600}'));
  assert.partialDeepStrictEqual(await invoke({ half: true }), {
    result: { half: '\ud83d', text: 'zażółć \u{1f600}' },
  });
});

test('lambda_handler serves when there is no handler; decimals are numbers', options, async (t) => {
  const { invoke } = testHost(t, definition(python('orders.py')));
  assert.partialDeepStrictEqual(await invoke(), { result: { total: 12.5 } });
});

test('an exception is the error of the invocation, with the frames of the function', options, async (t) => {
  const { invoke } = testHost(t, definition(python('orders.py', 'fails')));
  const { error, log } = Object(await invoke());
  assert.equal(error.ErrorType, 'OrderError');
  assert.equal(error.ErrorMessage, 'no stock');
  assert.equal(error.StackTrace.length, 1);
  assert.match(error.StackTrace[0], /orders\.py", line \d+, in fails\n/);
  assert.match(log, /OrderError: no stock/);
});

const failures = [
  [
    'unmarshalable',
    'Runtime.MarshalError',
    'Unable to marshal response: Object of type object is not JSON serializable',
  ],
  ['leaves', 'Runtime.ExitError', 'RequestId: request-1 Error: Runtime exited with error: exit status 3'],
  ['nothing', 'Runtime.HandlerNotFound', "Handler 'nothing' missing on module 'orders'"],
] as const;

for (const [name, type, message] of failures) {
  test(`orders.${name} fails with ${type}`, options, async (t) => {
    const { invoke } = testHost(t, definition(python('orders.py', name)));
    assert.partialDeepStrictEqual(await invoke(), {
      kind: 'error',
      error: { ErrorType: type, ErrorMessage: message },
    });
  });
}

test('a missing module is told as on AWS', options, async (t) => {
  const { host } = testHost(t, definition(python('missing_import.py')));
  await assert.rejects(host.warm('tried'), ({ error }) => {
    assert.equal(error.ErrorType, 'Runtime.ImportModuleError');
    assert.equal(
      error.ErrorMessage,
      "Unable to import module 'missing_import': No module named 'no_such_module'",
    );
    return true;
  });
});

test('a syntax error is told as on AWS, with its line', options, async (t) => {
  const file = handlerFile(t, 'broken.py', 'fine = 1\nbroken = (;\n');
  const { host } = testHost(t, definition({ kind: 'python', file, function: 'handler' }));
  await assert.rejects(host.warm('tried'), ({ error, log }) => {
    assert.equal(error.ErrorType, 'Runtime.UserCodeSyntaxError');
    assert.match(error.ErrorMessage, /^Syntax error in module 'broken': .*\(broken\.py, line 2\)$/);
    assert.match(log, /broken\.py", line 2/);
    return true;
  });
});

test('a handler file may be called like a module of the standard library', options, async (t) => {
  const file = handlerFile(t, 'json.py', 'def handler(event, context):\n    return "mine"\n');
  const { invoke } = testHost(t, definition({ kind: 'python', file, function: 'handler' }));
  assert.partialDeepStrictEqual(await invoke(), { result: 'mine' });
});

test('a .venv beside the handler is used when no Python is named', options, async (t) => {
  const file = handlerFile(t, 'orders.py', 'def handler(event, context):\n    return 1\n');
  const bin = join(dirname(file), '.venv', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'python'), '#!/bin/sh\necho its own\nexec python3 "$@"\n', { mode: 0o755 });
  const { invoke } = testHost(t, definition({ kind: 'python', file, function: 'handler' }), {
    sandbox: { ...sandbox, python: undefined },
  });
  assert.partialDeepStrictEqual(await invoke(), { result: 1, log: 'its own\n' });
});

test('a Python that is not there is the exit of the runtime, and its log says so', async (t) => {
  const sandboxWithout = { environment: { PATH: '/nowhere' }, bootstrapDirectory: '/nowhere', node: 'node' };
  const { invoke } = testHost(t, definition(python('echo.py')), { sandbox: sandboxWithout });
  const { error, log } = Object(await invoke());
  assert.equal(error.ErrorMessage, 'RequestId: request-1 Error: Runtime exited with error: exit status 127');
  assert.match(log, /python3: not found/);
});
