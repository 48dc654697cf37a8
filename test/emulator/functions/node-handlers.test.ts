import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definition, handlerFile, node, testHost } from './test-host.ts';

test('a TypeScript handler gets event, context and the environment of a sandbox', async (t) => {
  const { invoke } = testHost(t, definition(node('echo.ts'), { environment: { STAGE: 'test' } }));
  const outcome = await invoke(
    { name: 'zażółć' },
    {
      requestId: 'r-1',
      traceHeader: 'Root=1-2-3',
      tenantId: 'blue',
      clientContext: '{"custom":{"k":"ż"}}',
    },
  );
  assert.equal(outcome.kind, 'response');
  assert.partialDeepStrictEqual(outcome, {
    result: {
      event: { name: 'zażółć' },
      context: {
        functionName: 'tried',
        functionVersion: '$LATEST',
        memoryLimitInMB: '128',
        awsRequestId: 'r-1',
        invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:tried:$LATEST',
        logGroupName: '/aws/lambda/tried',
        tenantId: 'blue',
        clientContext: { custom: { k: 'ż' } },
      },
      environment: {
        STAGE: 'test',
        _HANDLER: 'echo.handler',
        _X_AMZN_TRACE_ID: 'Root=1-2-3',
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:9014',
        TZ: ':UTC',
      },
    },
  });
});

test('the trace id of an earlier invocation is not left in the environment', async (t) => {
  const { invoke } = testHost(t, definition(node('echo.ts')));
  await invoke({}, { traceHeader: 'Root=1-2-3' });
  const { result } = Object(await invoke());
  assert.equal(result.environment._X_AMZN_TRACE_ID, undefined);
});

test('getRemainingTimeInMillis counts down from the timeout', async (t) => {
  const { invoke } = testHost(t, definition(node('echo.ts'), { timeoutSeconds: 30 }));
  const { result } = Object(await invoke());
  assert.ok(result.context.remaining > 0 && result.context.remaining <= 30_000);
});

test('an ES module handler is its default export when there is no handler; undefined becomes null', async (t) => {
  const { invoke } = testHost(t, definition(node('esm.mjs')));
  assert.partialDeepStrictEqual(await invoke(), { kind: 'response', result: null });
});

test('another export is taken by its name', async (t) => {
  const { invoke } = testHost(t, definition(node('esm.mjs', 'other')));
  assert.partialDeepStrictEqual(await invoke(), { result: 'other' });
});

test('a CommonJS handler runs', async (t) => {
  const { invoke } = testHost(t, definition(node('common.cjs')));
  assert.partialDeepStrictEqual(await invoke({ name: 'you' }), { result: 'hello you' });
});

test('what a handler throws is the error of the invocation, and the worker goes on', async (t) => {
  const { invoke } = testHost(t, definition(node('throws.ts')));
  for (const _ of [1, 2]) {
    const { kind, error, log } = Object(await invoke());
    assert.equal(kind, 'error');
    assert.equal(error.ErrorType, 'RangeError');
    assert.equal(error.ErrorMessage, 'too far');
    assert.match(error.StackTrace.join('\n'), /throws\.ts:2/);
    assert.match(log, /RangeError: too far/);
  }
});

const failures = [
  ['throws-text.mjs', 'string', 'just text'],
  ['circular.mjs', 'TypeError', /circular structure/],
  ['rejects-unhandled.mjs', 'Runtime.UnhandledPromiseRejection', 'Error: nobody listens'],
  ['throws-later.mjs', 'TypeError', 'too late'],
  ['never-settles.mjs', 'Runtime.NodeJsExit', /nothing can settle/],
  [
    'eats-memory.mjs',
    'Runtime.OutOfMemory',
    'RequestId: request-1 Error: Runtime exited with error: signal: killed',
  ],
] as const;

for (const [file, type, message] of failures) {
  test(`${file} fails with ${type}`, async (t) => {
    const { invoke } = testHost(t, definition(node(file)));
    const { error } = Object(await invoke());
    assert.equal(error.ErrorType, type);
    if (message instanceof RegExp) assert.match(error.ErrorMessage, message);
    else assert.equal(error.ErrorMessage, message);
  });
}

const badCode = [
  ['esm.mjs', 'nothing', 'Runtime.HandlerNotFound', /^esm\.nothing is undefined or not exported$/],
  ['callback.mjs', 'handler', 'Runtime.CallbackHandlerDeprecated', /make it async/],
  ['throws-at-load.mjs', 'handler', 'TypeError', /^bad settings$/],
  ['exits-at-load.mjs', 'handler', 'Runtime.ExitError', /^Error: Runtime exited with error: exit status 7$/],
] as const;

for (const [file, exported, type, message] of badCode) {
  test(`${file} cannot be initialized: ${type}`, async (t) => {
    const { host } = testHost(t, definition(node(file, exported)));
    await assert.rejects(host.warm('tried'), ({ name, error }) => {
      assert.equal(name, 'FunctionInitError');
      assert.equal(error.ErrorType, type);
      assert.match(error.ErrorMessage, message);
      return true;
    });
  });
}

for (const missing of ['./no-such-module.mjs', 'no-such-package']) {
  test(`an import of ${missing} is told as on AWS`, async (t) => {
    const file = handlerFile(
      t,
      'orders.mjs',
      `import '${missing}';\nexport const handler = async () => 1;\n`,
    );
    const { host } = testHost(t, definition({ kind: 'node', file, export: 'handler' }));
    await assert.rejects(host.warm('tried'), ({ error }) => {
      assert.equal(error.ErrorType, 'Runtime.ImportModuleError');
      assert.match(
        error.ErrorMessage,
        /^Error: Cannot find (module|package) '.*no-such-.*' imported from .*orders\.mjs/,
      );
      return true;
    });
  });
}

for (const ending of ['.ts', '.mjs', '.cjs']) {
  test(`a syntax error in a ${ending} file is told with its line`, async (t) => {
    const file = handlerFile(t, `broken${ending}`, 'const fine = 1;\nconst broken = (;\n');
    const { invoke } = testHost(t, definition({ kind: 'node', file, export: 'handler' }));
    const { error, log } = Object(await invoke());
    assert.equal(error.ErrorType, 'Runtime.UserCodeSyntaxError');
    assert.match(error.ErrorMessage, /^SyntaxError: /);
    assert.ok(log.includes(`broken${ending}:2`), log);
  });
}
