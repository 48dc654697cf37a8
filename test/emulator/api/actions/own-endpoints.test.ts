import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { durable, functionArn, type ScriptedEmulator, scriptedEmulator } from '../../scripted-emulator.ts';
import { startCallback } from '../../updates.ts';

async function get({ emulator }: ScriptedEmulator, path: string) {
  const answer = await fetch(emulator.url + path);
  assert.match(answer.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
  return {
    status: answer.status,
    type: answer.headers.get('x-amzn-errortype'),
    body: Object(await answer.json()),
  };
}

const idsOf = async (service: ScriptedEmulator, query = '') =>
  Object((await get(service, `/durcb/pending${query}`)).body).Callbacks.map(
    ({ OperationId }: { OperationId: string }) => OperationId,
  );

test('health is told under both of its names', async (t) => {
  const service = await scriptedEmulator(t, { version: '1.2.3' });
  for (const path of ['/health', '/durcb/health']) {
    const { status, body } = await get(service, path);
    assert.deepEqual([status, body], [200, { status: 'healthy' }]);
  }
  const { headers } = await fetch(`${service.emulator.url}/health`);
  assert.equal(headers.get('x-durcb-version'), '1.2.3');
});

describe('pending', () => {
  test('shows an open callback with all that is known of it', async (t) => {
    const service = await scriptedEmulator(t);
    const start = service.clock.now() / 1000;
    const options = { TimeoutSeconds: 300, HeartbeatTimeoutSeconds: 60 };
    const { arn, CallbackId } = await service.startCallback(options);
    service.clock.advance(30_000);
    await service.lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId });
    const { body } = await get(service, '/durcb/pending');
    assert.deepEqual(body.Callbacks, [
      {
        CallbackId,
        OperationId: 'c',
        Name: 'wait for c',
        ShownName: 'wait for c',
        StartTimestamp: start,
        Timeout: 300,
        HeartbeatTimeout: 60,
        Deadline: start + 300,
        HeartbeatDeadline: start + 90,
        DurableExecutionArn: arn,
        DurableExecutionName: arn.split('/').at(-2),
        FunctionName: 'order',
        FunctionArn: functionArn,
        Version: '$LATEST',
      },
    ]);
  });

  test('lists the oldest first, of all executions, of a function, or of one execution', async (t) => {
    const service = await scriptedEmulator(t, { also: ({ plain }) => [durable('other', plain.url)] });
    const first = await service.startSuspended(startCallback('a'), startCallback('b'));
    await service.startSuspended(startCallback('c'));
    await service.start({ FunctionName: 'other:$LATEST' });
    const other = await service.plain.next();
    await other.checkpoint(service.lambda, startCallback('d'));
    assert.deepEqual(await idsOf(service), ['a', 'b', 'c', 'd']);
    assert.deepEqual(await idsOf(service, '?Limit=2'), ['a', 'b']);
    assert.deepEqual(await idsOf(service, '?FunctionName=order'), ['a', 'b', 'c']);
    assert.deepEqual(await idsOf(service, '?FunctionName=other'), ['d']);
    assert.deepEqual(await idsOf(service, '?FunctionName=plain'), []);
    const arn = encodeURIComponent(first);
    assert.deepEqual(await idsOf(service, `?DurableExecutionArn=${arn}`), ['a', 'b']);
  });

  test('leaves out what is answered, expired, or of an execution that is over', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start();
    const invocation = await service.order.next();
    const [answered] = await invocation.checkpoint(
      service.lambda,
      startCallback('answered'),
      startCallback('expired', { TimeoutSeconds: 1 }),
      startCallback('open'),
    );
    const CallbackId = answered?.CallbackDetails?.CallbackId;
    await service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    service.clock.advance(1000);
    // Seen, so applied.
    await invocation.checkpoint(service.lambda);
    assert.deepEqual(await idsOf(service), ['open']);
    await service.lambda.stopDurableExecution({ DurableExecutionArn: arn });
    assert.deepEqual(await idsOf(service), []);
  });

  test('needs a function and an execution that are there', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start();
    const unknown = [`FunctionName=third`, `DurableExecutionArn=${encodeURIComponent(arn)}0`];
    for (const query of unknown) {
      const { status, type } = await get(service, `/durcb/pending?${query}`);
      assert.deepEqual([status, type], [404, 'ResourceNotFoundException'], query);
    }
    for (const query of ['Limit=0', 'DurableExecutionArn=order-7', 'FunctionName=a%20b']) {
      const { status, type } = await get(service, `/durcb/pending?${query}`);
      assert.deepEqual([status, type], [400, 'ValidationException'], query);
    }
  });
});

describe('a callback', () => {
  test('leads to its execution, open or closed', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn, CallbackId } = await service.startCallback();
    const path = `/durcb/callbacks/${encodeURIComponent(CallbackId)}`;
    const expected = { DurableExecutionArn: arn, OperationId: 'c' };
    assert.deepEqual((await get(service, path)).body, expected);
    await service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    assert.deepEqual((await get(service, path)).body, expected);
  });

  test('must be one', async (t) => {
    const service = await scriptedEmulator(t);
    const executionId = (await service.start()).split('/').at(-1);
    for (const text of ['unknown/c', `${executionId}/c`, `${executionId}/${executionId}`]) {
      const { status, type } = await get(service, `/durcb/callbacks/${btoa(text)}`);
      assert.deepEqual([status, type], [404, 'ResourceNotFoundException'], text);
    }
    const { status, type, body } = await get(service, '/durcb/callbacks/AAAA');
    assert.deepEqual([status, type], [400, 'InvalidParameterValueException']);
    assert.equal(body.message, 'Invalid callback id');
  });
});
