import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CallbackTimeoutException, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { scriptedEmulator } from '../../scripted-emulator.ts';

const error = { ErrorType: 'Cancelled', ErrorMessage: 'by the customer', ErrorData: '1', StackTrace: ['a'] };

test('a stopped execution shows the error it was stopped with', async (t) => {
  const service = await scriptedEmulator(t);
  const { arn: DurableExecutionArn, CallbackId } = await service.startCallback();
  service.clock.advance(1234);
  const now = new Date(service.clock.now());
  const { StopTimestamp } = await service.lambda.stopDurableExecution({ DurableExecutionArn, Error: error });
  assert.deepEqual(StopTimestamp, now);
  const { Status, EndTimestamp, Error } = await service.lambda.getDurableExecution({ DurableExecutionArn });
  assert.deepEqual([Status, EndTimestamp, Error], ['STOPPED', now, error]);
  const stopped = (await service.events(DurableExecutionArn)).at(-1);
  assert.deepEqual(stopped?.ExecutionStoppedDetails, { Error: { Payload: error, Truncated: false } });
  const late = service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
  const message = 'The callback is either timed out or already completed';
  await refused(late, CallbackTimeoutException, 400, message);
});

describe('stopping what is over', () => {
  test('answers with the time it was stopped, and changes nothing', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn: DurableExecutionArn } = await service.startCallback();
    const first = await service.lambda.stopDurableExecution({ DurableExecutionArn, Error: error });
    service.clock.advance(5000);
    const second = await service.lambda.stopDurableExecution({ DurableExecutionArn });
    assert.deepEqual(second.StopTimestamp, first.StopTimestamp);
    const { Error } = await service.lambda.getDurableExecution({ DurableExecutionArn });
    assert.deepEqual(Error, error);
  });

  test('answers with the time it succeeded', async (t) => {
    const service = await scriptedEmulator(t);
    const end = new Date(service.clock.now());
    const DurableExecutionArn = await service.startSucceeded('"done"');
    service.clock.advance(5000);
    const { StopTimestamp } = await service.lambda.stopDurableExecution({ DurableExecutionArn });
    const { Status } = await service.lambda.getDurableExecution({ DurableExecutionArn });
    assert.deepEqual([StopTimestamp, Status], [end, 'SUCCEEDED']);
  });
});

describe('the body', () => {
  const stop = async (url: string, arn: string, body?: string) => {
    const answer = await fetch(`${url}/2025-12-01/durable-executions/${arn}/stop`, { method: 'POST', body });
    return { status: answer.status, type: answer.headers.get('x-amzn-errortype'), body: await answer.json() };
  };

  test('may be missing, and the path may hold slashes and colons as they are', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn } = await service.startCallback();
    const { status, body } = await stop(service.emulator.url, arn);
    assert.deepEqual([status, body], [200, { StopTimestamp: service.clock.now() / 1000 }]);
    const stopped = (await service.events(arn)).at(-1);
    assert.deepEqual(stopped?.ExecutionStoppedDetails, { Error: { Payload: {}, Truncated: false } });
  });

  test('may be an empty object, as the SDK sends it', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn: DurableExecutionArn } = await service.startCallback();
    await service.lambda.stopDurableExecution({ DurableExecutionArn });
    const { Status, Error } = await service.lambda.getDurableExecution({ DurableExecutionArn });
    assert.deepEqual([Status, Error], ['STOPPED', {}]);
  });

  test('is refused when it is no error object', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn } = await service.startCallback();
    for (const body of ['null', '"stop"', '{"ErrorType":1}']) {
      const { status, type } = await stop(service.emulator.url, arn, body);
      assert.deepEqual([status, type], [400, 'SerializationException'], body);
    }
  });
});

test('a running invocation may end; what it says does not count, and it is not run again', async (t) => {
  const service = await scriptedEmulator(t);
  const DurableExecutionArn = await service.start();
  const invocation = await service.order.next();
  await service.lambda.stopDurableExecution({ DurableExecutionArn });
  invocation.succeed('"late"');
  // The next invocation of the function comes after the end of this one has been stored.
  const { arn: other } = await service.startCallback();
  assert.notEqual(other, DurableExecutionArn);
  assert.deepEqual(await service.eventTypes(DurableExecutionArn), [
    'ExecutionStarted',
    'ExecutionStopped',
    'InvocationCompleted',
  ]);
  const { Status, Result } = await service.lambda.getDurableExecution({ DurableExecutionArn });
  assert.deepEqual([Status, Result], ['STOPPED', undefined]);
  assert.equal(service.order.untaken, 0);
});

test('an unknown execution cannot be stopped', async (t) => {
  const service = await scriptedEmulator(t);
  const arn = await service.start();
  const call = service.lambda.stopDurableExecution({ DurableExecutionArn: `${arn}0` });
  await refused(call, ResourceNotFoundException, 404, 'Durable Execution does not exist');
});
