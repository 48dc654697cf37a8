import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CallbackTimeoutException,
  InvalidParameterValueException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { scriptedEmulator } from '../../scripted-emulator.ts';

const tooLate = 'The callback is either timed out or already completed';

const succeedPath = (CallbackId: string) => `/2025-12-01/durable-execution-callbacks/${CallbackId}/succeed`;

describe('the result', () => {
  const results = {
    'JSON with its spaces': '{"status":  "approved"}\n',
    'text that is not ASCII': 'zażółć — 日本 🦊',
    'a byte order mark': '\uFEFF"x"',
    'text that is no JSON': 'approved',
    'something quoted that looks like a time': '{"EndTimestamp":1500}',
  };
  for (const [what, text] of Object.entries(results)) {
    test(`is kept exactly: ${what}`, async (t) => {
      const service = await scriptedEmulator(t);
      const { arn, CallbackId } = await service.startCallback();
      const Result = Buffer.from(text);
      await service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result });
      const operation = await service.shownAgain('c');
      assert.deepEqual([operation?.Status, operation?.CallbackDetails?.Result], ['SUCCEEDED', text]);
      const succeeded = (await service.events(arn)).at(-1);
      assert.equal(succeeded?.CallbackSucceededDetails?.Result?.Payload, text);
    });
  }

  test('may be empty, and then there is none', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn, CallbackId } = await service.startCallback();
    await service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    const operation = await service.shownAgain('c');
    assert.deepEqual([operation?.Status, operation?.CallbackDetails], ['SUCCEEDED', { CallbackId }]);
    const succeeded = (await service.events(arn)).at(-1);
    assert.deepEqual(succeeded?.CallbackSucceededDetails, { Result: { Truncated: false } });
  });

  test('may have a megabyte and no more', async (t) => {
    const service = await scriptedEmulator(t);
    const { CallbackId } = await service.startCallback();
    const send = (bytes: number) =>
      service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result: Buffer.alloc(bytes, '1') });
    const message =
      "1 validation error detected: Value at 'result' failed to satisfy constraint: Member must have length less than or equal to 1048576";
    await refused(send(1_048_577), 'ValidationException', 400, message);
    await send(1_048_576);
    assert.equal((await service.shownAgain('c'))?.CallbackDetails?.Result?.length, 1_048_576);
  });
});

describe('the id', () => {
  test('may be percent-encoded', async (t) => {
    const service = await scriptedEmulator(t);
    const { CallbackId } = await service.startCallback();
    const encoded = [...CallbackId].map((character) => `%${character.charCodeAt(0).toString(16)}`).join('');
    const url = service.emulator.url + succeedPath(encoded);
    const answer = await fetch(url, { method: 'POST', body: '"yes"' });
    assert.deepEqual([answer.status, await answer.text()], [200, '{}']);
    assert.equal((await service.shownAgain('c'))?.CallbackDetails?.Result, '"yes"');
  });

  test('may hold any character of base64, though ours hold only some', async (t) => {
    const { lambda, emulator } = await scriptedEmulator(t);
    const CallbackId = 'a+b/c+/=';
    const call = lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    await refused(call, InvalidParameterValueException, 400, 'Invalid callback id');
    const answer = await fetch(emulator.url + succeedPath(CallbackId), { method: 'POST' });
    assert.deepEqual([answer.status, Object(await answer.json()).message], [400, 'Invalid callback id']);
  });

  test('must look like one', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    const call = lambda.sendDurableExecutionCallbackSuccess({ CallbackId: 'not an id' });
    const message =
      "1 validation error detected: Value 'not an id' at 'callbackId' failed to satisfy constraint: " +
      'Member must satisfy regular expression pattern: [A-Za-z0-9+/]+={0,2}';
    await refused(call, 'ValidationException', 400, message);
  });

  test('must be of a callback: neither an unknown execution, nor an unknown or other operation, will do', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn, CallbackId } = await service.startCallback();
    const executionId = arn.split('/').at(-1);
    assert.equal(atob(CallbackId), `${executionId}/c`);
    for (const text of ['unknown/c', `${executionId}/d`, `${executionId}/${executionId}`]) {
      const call = service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId: btoa(text) });
      await refused(call, ResourceNotFoundException, 404, 'Callback does not exist');
    }
  });

  test('is forgotten with its execution', async (t) => {
    const service = await scriptedEmulator(t, { settings: { RetentionPeriodInDays: 1 } });
    const { arn, CallbackId } = await service.startCallback();
    const succeed = () => service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    await service.lambda.stopDurableExecution({ DurableExecutionArn: arn });
    await refused(succeed(), CallbackTimeoutException, 400, tooLate);
    service.clock.advance(86_400_000);
    await refused(succeed(), ResourceNotFoundException, 404, 'Callback does not exist');
  });
});

describe('an answer is too late', () => {
  test('after another one, of either kind', async (t) => {
    const service = await scriptedEmulator(t);
    const { lambda } = service;
    const { arn, CallbackId } = await service.startCallback();
    await lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result: Buffer.from('1') });
    const late = [
      () => lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result: Buffer.from('2') }),
      () => lambda.sendDurableExecutionCallbackFailure({ CallbackId }),
      () => lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId }),
    ];
    for (const send of late) await refused(send(), CallbackTimeoutException, 400, tooLate);
    const answers = (await service.eventTypes(arn)).filter((type) => type?.startsWith('Callback'));
    assert.deepEqual(answers, ['CallbackStarted', 'CallbackSucceeded']);
    assert.equal((await service.shownAgain('c'))?.CallbackDetails?.Result, '1');
  });

  test('once the callback has timed out', async (t) => {
    const service = await scriptedEmulator(t);
    const { CallbackId } = await service.startCallback({ TimeoutSeconds: 30 });
    service.clock.advance(29_999);
    await service.lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId });
    service.clock.advance(1);
    const call = service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    await refused(call, CallbackTimeoutException, 400, tooLate);
    assert.deepEqual((await service.shownAgain('c'))?.CallbackDetails?.Error, {
      ErrorType: 'Callback.Timeout',
      ErrorMessage: 'Callback timed out',
    });
  });

  test('once the execution has run out of time', async (t) => {
    const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 60 } });
    const { CallbackId } = await service.startCallback();
    service.clock.advance(60_000);
    const call = service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    await refused(call, CallbackTimeoutException, 400, tooLate);
  });
});

test('a callback may be answered while the function that made it still runs', async (t) => {
  const service = await scriptedEmulator(t);
  const { lambda } = service;
  await service.start();
  const invocation = await service.order.next();
  const [started] = await invocation.checkpoint(lambda, {
    Id: 'c',
    Type: 'CALLBACK',
    Action: 'START',
  });
  const CallbackId = started?.CallbackDetails?.CallbackId;
  await lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result: Buffer.from('"now"') });
  const [seen] = await invocation.checkpoint(lambda);
  assert.deepEqual([seen?.Status, seen?.CallbackDetails?.Result], ['SUCCEEDED', '"now"']);
});
