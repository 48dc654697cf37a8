import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CallbackTimeoutException,
  InvalidParameterValueException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { type ScriptedEmulator, scriptedEmulator } from '../../scripted-emulator.ts';

async function post(service: ScriptedEmulator, CallbackId: string, body: string) {
  const url = `${service.emulator.url}/2025-12-01/durable-execution-callbacks/${CallbackId}/fail`;
  const answer = await fetch(url, { method: 'POST', body });
  return { status: answer.status, type: answer.headers.get('x-amzn-errortype') };
}

test('the error reaches the function and the history as it was given', async (t) => {
  const service = await scriptedEmulator(t);
  const { arn, CallbackId } = await service.startCallback();
  const error = {
    ErrorType: 'Declined',
    ErrorMessage: 'nie można zapłacić',
    ErrorData: '{"EndTimestamp": 1500}',
    StackTrace: ['at pay (payment.ts:12)', 'at order'],
  };
  await service.lambda.sendDurableExecutionCallbackFailure({ CallbackId, Error: error });
  const operation = await service.shownAgain('c');
  assert.deepEqual([operation?.Status, operation?.CallbackDetails?.Error], ['FAILED', error]);
  const failed = (await service.events(arn)).at(-1);
  assert.deepEqual(failed?.CallbackFailedDetails, { Error: { Payload: error, Truncated: false } });
});

describe('without an error', () => {
  test('the SDK sends an empty object', async (t) => {
    const service = await scriptedEmulator(t);
    const { CallbackId } = await service.startCallback();
    await service.lambda.sendDurableExecutionCallbackFailure({ CallbackId });
    const operation = await service.shownAgain('c');
    assert.deepEqual([operation?.Status, operation?.CallbackDetails?.Error], ['FAILED', {}]);
  });

  test('others send nothing at all', async (t) => {
    const service = await scriptedEmulator(t);
    const { CallbackId } = await service.startCallback();
    assert.equal((await post(service, CallbackId, '')).status, 200);
    const operation = await service.shownAgain('c');
    assert.deepEqual([operation?.Status, operation?.CallbackDetails?.Error], ['FAILED', {}]);
  });
});

test('a body that is no error object is refused, and the callback stays open', async (t) => {
  const service = await scriptedEmulator(t);
  const { CallbackId } = await service.startCallback();
  for (const body of [
    ' ',
    'null',
    '[]',
    '"declined"',
    '{"ErrorType":',
    '{"ErrorType":1}',
    '{"StackTrace":"a"}',
  ]) {
    const expected = { status: 400, type: 'SerializationException' };
    assert.deepEqual(await post(service, CallbackId, body), expected, body);
  }
  await service.lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId });
});

test('an error may have a megabyte as JSON, all members together', async (t) => {
  const service = await scriptedEmulator(t);
  const { CallbackId } = await service.startCallback();
  const fail = (bytes: number) =>
    service.lambda.sendDurableExecutionCallbackFailure({
      CallbackId,
      Error: { ErrorType: 'Big', ErrorData: 'x'.repeat(bytes - '{"ErrorType":"Big","ErrorData":""}'.length) },
    });
  const message = 'Error object size must be less than or equal to 1048576 bytes.';
  await refused(fail(1_048_577), InvalidParameterValueException, 400, message);
  await fail(1_048_576);
});

test('an unknown callback does not exist, a closed one is over, what is no id is refused', async (t) => {
  const service = await scriptedEmulator(t);
  const { CallbackId } = await service.startCallback();
  const fail = (id: string) => service.lambda.sendDurableExecutionCallbackFailure({ CallbackId: id });
  await refused(fail(btoa('unknown/c')), ResourceNotFoundException, 404, 'Callback does not exist');
  await refused(fail('AAAA'), InvalidParameterValueException, 400, 'Invalid callback id');
  await fail(CallbackId);
  const message = 'The callback is either timed out or already completed';
  await refused(fail(CallbackId), CallbackTimeoutException, 400, message);
});
