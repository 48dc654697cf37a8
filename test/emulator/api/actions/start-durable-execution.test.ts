import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { scriptedFunction } from '../../../scripted-function.ts';
import { temporaryDirectory } from '../../../temporary-directory.ts';
import { plain, type ScriptedEmulator, scriptedEmulator } from '../../scripted-emulator.ts';
import { startCallback } from '../../updates.ts';

const usual = {
  AccountId: '123456789012',
  FunctionName: 'function',
  FunctionQualifier: '$LATEST',
  ExecutionName: null,
  ExecutionTimeoutSeconds: 3600,
  ExecutionRetentionPeriodDays: 7,
  Input: '{"n": 1}',
};

async function post({ emulator }: ScriptedEmulator, members: object, type = 'application/json') {
  const request = { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(members) };
  const answer = await fetch(`${emulator.url}/start-durable-execution`, request);
  const error = answer.headers.get('x-amzn-errortype') ?? undefined;
  return { status: answer.status, error, body: Object(await answer.json()) };
}

/** The ARN of an execution started with the usual members and these. */
async function start(service: ScriptedEmulator, more: object): Promise<string> {
  const { status, body } = await post(service, { ...usual, ...more });
  assert.equal(status, 201, JSON.stringify(body));
  return body.ExecutionArn;
}

describe('an execution behind an endpoint', () => {
  test('is invoked there, and is one like any other', async (t) => {
    const service = await scriptedEmulator(t);
    const there = await scriptedFunction(t);
    const DurableExecutionArn = await start(service, { LambdaEndpoint: there.url, ExecutionName: 'one' });
    const prefix = 'arn:aws:lambda:us-east-1:123456789012:function:function:$LATEST/durable-execution/one/';
    assert.ok(DurableExecutionArn.startsWith(prefix), DurableExecutionArn);
    const invocation = await there.next();
    assert.equal(invocation.arn, DurableExecutionArn);
    const [callback] = await invocation.checkpoint(service.lambda, startCallback('c'));
    invocation.suspend();
    await service.lambda.sendDurableExecutionCallbackSuccess({
      CallbackId: callback?.CallbackDetails?.CallbackId,
    });
    const again = await there.next();
    again.succeed('"done"');
    await service.invocationsEnded(DurableExecutionArn, 2);
    const summary = await service.lambda.getDurableExecution({ DurableExecutionArn });
    assert.deepEqual(
      [summary.Status, summary.Result, summary.InputPayload, summary.DurableConfig],
      ['SUCCEEDED', '"done"', '{"n": 1}', { ExecutionTimeout: 3600, RetentionPeriodInDays: 7 }],
    );
    assert.equal(JSON.stringify(await service.events(DurableExecutionArn)).includes(there.url), false);
  });

  test('stays with its own of two endpoints, also under one name', async (t) => {
    const service = await scriptedEmulator(t);
    const [one, other] = [await scriptedFunction(t), await scriptedFunction(t)];
    const arns = [
      await start(service, { LambdaEndpoint: one.url, ExecutionName: 'same' }),
      await start(service, { LambdaEndpoint: other.url, ExecutionName: 'same', Input: '2' }),
    ];
    assert.deepEqual([(await one.next()).arn, (await other.next()).arn], arns);
    assert.equal(await start(service, { LambdaEndpoint: `${one.url}/`, ExecutionName: 'same' }), arns[0]);
    const { status, error } = await post(service, {
      ...usual,
      LambdaEndpoint: one.url,
      ExecutionName: 'same',
      Input: '3',
    });
    assert.deepEqual([status, error], [409, 'DurableExecutionAlreadyStartedException']);
  });

  test('goes on there after a restart, whatever is served under its name', async (t) => {
    const state = { kind: 'directory', directory: temporaryDirectory(t) } as const;
    const there = await scriptedFunction(t);
    const first = await scriptedEmulator(t, { state });
    const arn = await start(first, { LambdaEndpoint: there.url });
    const invocation = await there.next();
    const [callback] = await invocation.checkpoint(first.lambda, startCallback('c'));
    invocation.suspend();
    await first.invocationsEnded(arn, 1);
    await first.emulator.close();
    const second = await scriptedEmulator(t, {
      state,
      also: ({ plain: served }) => [plain('function', served.url)],
    });
    await second.lambda.sendDurableExecutionCallbackSuccess({
      CallbackId: callback?.CallbackDetails?.CallbackId,
    });
    assert.equal((await there.next()).arn, arn);
  });

  test('is listed, though nothing is served under its name', async (t) => {
    const service = await scriptedEmulator(t);
    const there = await scriptedFunction(t);
    const list = (more: object = {}) =>
      service.lambda.listDurableExecutionsByFunction({ FunctionName: 'function', ...more });
    await assert.rejects(list(), ResourceNotFoundException);
    const arn = await start(service, { LambdaEndpoint: there.url });
    await (await there.next()).checkpoint(service.lambda, startCallback('c'));
    for (const more of [{}, { Qualifier: '$LATEST' }, { FunctionName: 'function:$LATEST' }]) {
      const { DurableExecutions = [] } = await list(more);
      assert.deepEqual(
        DurableExecutions.map(({ DurableExecutionArn }) => DurableExecutionArn),
        [arn],
      );
    }
    assert.deepEqual((await list({ Qualifier: '7' })).DurableExecutions, []);
    const pending = await fetch(`${service.emulator.url}/durcb/pending?FunctionName=function`);
    assert.equal(Object(await pending.json()).Callbacks.length, 1);
  });

  test('is tried again while nobody answers there, then fails', async (t) => {
    const service = await scriptedEmulator(t, { maxInvocationFailures: 2 });
    const DurableExecutionArn = await start(service, { LambdaEndpoint: 'http://127.0.0.1:1' });
    await service.invocationsEnded(DurableExecutionArn, 1);
    service.clock.advance(1000);
    await service.invocationsEnded(DurableExecutionArn, 2);
    const { Status, Error: error } = await service.lambda.getDurableExecution({ DurableExecutionArn });
    assert.deepEqual([Status, error?.ErrorType], ['FAILED', 'Durcb.FunctionUnreachable']);
    assert.match(error?.ErrorMessage ?? '', /^No function answers at http:\/\/127\.0\.0\.1:1 /);
  });
});

describe('without an endpoint', () => {
  test('a function that is served is invoked', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await start(service, { FunctionName: 'order', ExecutionRetentionPeriodDays: null });
    assert.equal((await service.order.next()).arn, arn);
    const { DurableConfig } = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
    assert.deepEqual(DurableConfig, { ExecutionTimeout: 3600, RetentionPeriodInDays: 14 });
  });

  for (const [name, status, message] of [
    ['nobody', 404, 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:$LATEST'],
    ['plain', 400, 'The function plain is not durable.'],
  ] as const) {
    test(`${name} is refused`, async (t) => {
      const answer = await post(await scriptedEmulator(t), { ...usual, FunctionName: name });
      assert.equal(answer.status, status);
      assert.equal(answer.body.Message ?? answer.body.message, message);
    });
  }
});

describe('wrong input is refused in words of the service:', () => {
  const refusals: readonly [string, object, number, string, RegExp][] = [
    [
      'no timeout',
      { ExecutionTimeoutSeconds: null },
      400,
      'ValidationException',
      /^1 validation error detected: Value null at 'executionTimeoutSeconds' failed .* must not be null$/,
    ],
    [
      'several at once',
      { ExecutionTimeoutSeconds: 0, ExecutionName: 'a b' },
      400,
      'ValidationException',
      /^2 validation errors detected: .*'executionName'.*'executionTimeoutSeconds'/,
    ],
    ['a number as input', { Input: 5 }, 400, 'SerializationException', /^NUMBER_VALUE can not be/],
    [
      'input that is not JSON',
      { Input: '{n: 1}' },
      400,
      'InvalidRequestContentException',
      /^Could not parse request body into json: /,
    ],
    ['an alias there', { FunctionQualifier: 'live' }, 404, 'ResourceNotFoundException', /:function:live$/],
    ...['https://localhost:8080', 'http://u:p@localhost', 'http://localhost/admin', 'ftp://a', 'x'].map(
      (LambdaEndpoint): [string, object, number, string, RegExp] => [
        LambdaEndpoint,
        { LambdaEndpoint },
        400,
        'ValidationException',
        /'lambdaEndpoint' failed to satisfy constraint: Member must satisfy regular expression pattern: http:/,
      ],
    ),
    [
      'an address with no such port',
      { LambdaEndpoint: 'http://localhost:99999' },
      400,
      'ValidationException',
      /Member must be an address such as http:\/\/localhost:8080$/,
    ],
  ];

  test('each of them', async (t) => {
    const shared = await scriptedEmulator(t);
    for (const [what, members, status, error, message] of refusals) {
      const answer = await post(shared, { ...usual, LambdaEndpoint: 'http://localhost:8080', ...members });
      assert.deepEqual([answer.status, answer.error], [status, error], what);
      assert.match(answer.body.message ?? answer.body.Message, message, what);
    }
  });

  test('what a page of another origin could send unasked', async (t) => {
    const answer = await post(await scriptedEmulator(t), usual, 'text/plain');
    assert.deepEqual([answer.status, answer.error], [415, 'UnsupportedMediaTypeException']);
  });
});
