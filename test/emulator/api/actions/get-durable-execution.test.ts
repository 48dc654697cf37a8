import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { functionArn, scriptedEmulator, usualInput } from '../../scripted-emulator.ts';

const day = 86_400_000;

test('a running execution shows what it was started with', async (t) => {
  const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 300, KMSKeyArn: 'key' } });
  const begin = new Date(service.clock.now());
  const arn = await service.start({ DurableExecutionName: 'order-7' });
  const { $metadata, TraceHeader, ...execution } = await service.lambda.getDurableExecution({
    DurableExecutionArn: arn,
  });
  assert.match(arn, /\/durable-execution\/order-7\/[0-9a-f-]{36}$/);
  assert.match(TraceHeader?.XAmznTraceId ?? '', /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=/);
  assert.deepEqual(execution, {
    DurableExecutionArn: arn,
    DurableExecutionName: 'order-7',
    FunctionArn: functionArn,
    Version: '$LATEST',
    Status: 'RUNNING',
    StartTimestamp: begin,
    InputPayload: usualInput,
    ExecutionDataIncluded: true,
    DurableConfig: { ExecutionTimeout: 300, RetentionPeriodInDays: 14, KMSKeyArn: 'key' },
  });
});

test('an execution without a name has a UUID for one', async (t) => {
  const service = await scriptedEmulator(t);
  const DurableExecutionArn = await service.start();
  const { DurableExecutionName = '' } = await service.lambda.getDurableExecution({ DurableExecutionArn });
  assert.match(DurableExecutionName, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('one that succeeded shows its result as it is, and when it ended', async (t) => {
  const service = await scriptedEmulator(t);
  const DurableExecutionArn = await service.start();
  const invocation = await service.order.next();
  service.clock.advance(1500);
  invocation.succeed('{ "total": "12 €" }');
  await service.ended(DurableExecutionArn);
  const execution = await service.lambda.getDurableExecution({ DurableExecutionArn });
  assert.equal(execution.Status, 'SUCCEEDED');
  assert.equal(execution.Result, '{ "total": "12 €" }');
  assert.equal(execution.Error, undefined);
  assert.equal(Number(execution.EndTimestamp) - Number(execution.StartTimestamp), 1500);
});

test('one that failed shows its error', async (t) => {
  const service = await scriptedEmulator(t);
  const DurableExecutionArn = await service.start();
  const error = {
    ErrorType: 'Declined',
    ErrorMessage: 'no',
    ErrorData: '{"code":1}',
    StackTrace: ['a', 'b'],
  };
  (await service.order.next()).fail(error);
  await service.ended(DurableExecutionArn);
  const { Status, Error, Result } = await service.lambda.getDurableExecution({ DurableExecutionArn });
  assert.deepEqual([Status, Error, Result], ['FAILED', error, undefined]);
});

test('one that ran out of time says how long it had', async (t) => {
  const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 60 } });
  const { arn: DurableExecutionArn } = await service.startCallback();
  const ended = service.ended(DurableExecutionArn);
  service.clock.advance(60_000);
  await ended;
  const { Status, Error } = await service.lambda.getDurableExecution({ DurableExecutionArn });
  assert.deepEqual([Status, Error], ['TIMED_OUT', { ErrorMessage: 'Execution timed out after 60 seconds.' }]);
});

test('data can be left out', async (t) => {
  const service = await scriptedEmulator(t);
  const DurableExecutionArn = await service.startSucceeded('"done"');
  const asked = { DurableExecutionArn, IncludeExecutionData: false };
  const execution = await service.lambda.getDurableExecution(asked);
  assert.deepEqual(
    [execution.ExecutionDataIncluded, execution.InputPayload, execution.Result, execution.Status],
    [false, undefined, undefined, 'SUCCEEDED'],
  );
});

test('an execution without input has none', async (t) => {
  const service = await scriptedEmulator(t);
  const DurableExecutionArn = await service.start({ Payload: undefined });
  const { InputPayload } = await service.lambda.getDurableExecution({ DurableExecutionArn });
  assert.equal(InputPayload, undefined);
});

test('times are numbers of seconds, and an ARN may come with its slashes and colons as they are', async (t) => {
  const service = await scriptedEmulator(t);
  const arn = await service.startSucceeded();
  const answer = await fetch(`${service.emulator.url}/2025-12-01/durable-executions/${arn}`);
  assert.equal(answer.headers.get('content-type'), 'application/json');
  const { StartTimestamp, EndTimestamp, DurableExecutionArn } = Object(await answer.json());
  const seconds = service.clock.now() / 1000;
  assert.deepEqual([StartTimestamp, EndTimestamp, DurableExecutionArn], [seconds, seconds, arn]);
});

test('an unknown execution does not exist, whichever part of its ARN is wrong', async (t) => {
  const service = await scriptedEmulator(t);
  const arn = await service.start();
  const wrong = [`${arn}0`, arn.replace(':order:', ':other:'), arn.replace('us-east-1', 'eu-west-1')];
  for (const DurableExecutionArn of wrong) {
    const call = service.lambda.getDurableExecution({ DurableExecutionArn });
    await refused(call, ResourceNotFoundException, 404, 'Durable Execution does not exist');
  }
});

test('what is no ARN is refused with the pattern', async (t) => {
  const { lambda } = await scriptedEmulator(t);
  const call = lambda.getDurableExecution({ DurableExecutionArn: 'order-7' });
  await refused(
    call,
    'ValidationException',
    400,
    /^1 validation error detected: Value 'order-7' at 'durableExecutionArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:/,
  );
});

test('an execution is forgotten when its retention is over, not before', async (t) => {
  const service = await scriptedEmulator(t, { settings: { RetentionPeriodInDays: 3 } });
  const DurableExecutionArn = await service.startSucceeded();
  const { arn: running } = await service.startCallback();
  service.clock.advance(3 * day - 1);
  await service.lambda.getDurableExecution({ DurableExecutionArn });
  service.clock.advance(1);
  const call = service.lambda.getDurableExecution({ DurableExecutionArn });
  await refused(call, ResourceNotFoundException, 404, 'Durable Execution does not exist');
  // That one ran out of time, but not three days ago.
  await service.lambda.getDurableExecution({ DurableExecutionArn: running });
});
