import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import { handlerFile, sandbox } from '../../functions/test-host.ts';
import { functionArn, plain, type ScriptedEmulator, scriptedEmulator } from '../../scripted-emulator.ts';

const invoke = ({ lambda }: ScriptedEmulator, more: Partial<InvokeCommandInput> = {}) =>
  lambda.invoke({ FunctionName: 'plain', Payload: '{"n": 1}', ...more });

describe('a function that is not durable', () => {
  test('gets the payload as it is, and its reply is the body', async (t) => {
    const service = await scriptedEmulator(t);
    const answer = invoke(service);
    const invocation = await service.plain.next();
    assert.equal(invocation.text, '{"n": 1}');
    invocation.reply('{ "total": "12 €" }');
    const { StatusCode, FunctionError, ExecutedVersion, DurableExecutionArn, Payload } = await answer;
    assert.deepEqual([StatusCode, FunctionError, ExecutedVersion], [200, undefined, '$LATEST']);
    assert.equal(DurableExecutionArn, undefined);
    assert.equal(Payload?.transformToString(), '{ "total": "12 €" }');
  });

  test('needs no qualifier, but may have one', async (t) => {
    const service = await scriptedEmulator(t);
    service.plain.always((invocation) => invocation.reply('1'));
    const names = ['plain', 'plain:$LATEST', functionArn.replace('order', 'plain')];
    for (const FunctionName of names) {
      assert.equal((await invoke(service, { FunctionName })).Payload?.transformToString(), '1');
    }
  });

  test('gets an empty object when the payload is empty', async (t) => {
    const service = await scriptedEmulator(t);
    const answer = invoke(service, { Payload: undefined });
    const invocation = await service.plain.next();
    assert.equal(invocation.text, '{}');
    invocation.reply('null');
    assert.equal((await answer).Payload?.transformToString(), 'null');
  });

  test('gets the client context, the tenant and the trace', async (t) => {
    const service = await scriptedEmulator(t);
    const ClientContext = Buffer.from('{"custom":{"k":"ż"}}').toString('base64');
    const answer = invoke(service, { ClientContext, TenantId: 'blue' });
    const invocation = await service.plain.next();
    assert.equal(invocation.headers['x-amz-client-context'], ClientContext);
    assert.equal(invocation.headers['x-amz-tenant-id'], 'blue');
    assert.match(String(invocation.headers['x-amzn-trace-id']), /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=/);
    invocation.reply('1');
    await answer;
  });

  test('that fails is told by FunctionError and its error, as its runtime has it', async (t) => {
    const service = await scriptedEmulator(t);
    const answer = invoke(service);
    const stackTrace = [{ path: 'total.go', line: 7, label: 'total' }];
    const error = { errorMessage: 'no total', errorType: 'string', stackTrace };
    (await service.plain.next()).reply(error);
    const { StatusCode, FunctionError, ExecutedVersion, Payload } = await answer;
    assert.deepEqual([StatusCode, FunctionError, ExecutedVersion], [200, 'Unhandled', '$LATEST']);
    assert.deepEqual(JSON.parse(Payload?.transformToString() ?? ''), error);
  });

  test('is answered for at once when the invoke is asynchronous', async (t) => {
    const service = await scriptedEmulator(t);
    const { StatusCode, Payload } = await invoke(service, { InvocationType: 'Event' });
    assert.deepEqual([StatusCode, Payload?.length ?? 0], [202, 0]);
    assert.equal((await service.plain.next()).text, '{"n": 1}');
  });
});

test('the end of the log comes with the answer, if wanted', async (t) => {
  const talks = `export const handler = async () => { console.log('ż'.repeat(3000), 'the end'); };`;
  const code = { kind: 'node', file: handlerFile(t, 'talks.mjs', talks), export: 'handler' } as const;
  const quiet = { ...code, file: handlerFile(t, 'silent.mjs', 'export const handler = async () => 1;') };
  const also = () => [
    { ...plain('talks', ''), code },
    { ...plain('silent', ''), code: quiet },
  ];
  const service = await scriptedEmulator(t, { also, environment: sandbox.environment });
  const tail = await invoke(service, { FunctionName: 'talks', LogType: 'Tail' });
  assert.equal(tail.FunctionError, undefined);
  const log = Buffer.from(tail.LogResult ?? '', 'base64');
  const lines = [
    'ż+ the end',
    'END RequestId: [0-9a-f-]{36}',
    'REPORT RequestId: [0-9a-f-]{36}\\tDuration: 0.00 ms\\tBilled Duration: 0 ms\\tMemory Size: 128 MB\\t',
  ];
  assert.match(log.toString(), new RegExp(`^${lines.join('\\n')}\\n$`));
  assert.ok(log.length <= 4096, String(log.length));
  const silent = await invoke(service, { FunctionName: 'silent', LogType: 'Tail' });
  assert.match(
    Buffer.from(silent.LogResult ?? '', 'base64').toString(),
    /^START RequestId: ([0-9a-f-]{36}) Version: \$LATEST\nEND RequestId: \1\nREPORT RequestId: \1\tDuration/,
  );
  const none = await invoke(service, { FunctionName: 'talks', LogType: 'None' });
  assert.equal(none.LogResult, undefined);
});
