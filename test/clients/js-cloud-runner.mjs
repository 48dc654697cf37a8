// Tests of deployed functions, as their author writes them with the testing SDK for JavaScript.
// DESK is a directory that is not there yet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloudDurableTestRunner, WaitingOperationStatus } from '@aws/durable-execution-sdk-js-testing';

const runnerOf = (name, invocationType = 'Event') =>
  new CloudDurableTestRunner({
    functionName: `${name}:$LATEST`,
    config: { pollInterval: 100, invocationType },
  });

const summary = (operation) => [operation.getName(), operation.getType(), operation.getStatus()];

test('every kind of operation is built again from its events', async () => {
  const runner = runnerOf('all-operations');
  const running = runner.run({ payload: { greeting: 'hi' } });
  const callback = runner.getOperation('callback');
  await callback.waitForData(WaitingOperationStatus.STARTED);
  await callback.sendCallbackHeartbeat();
  await callback.sendCallbackSuccess('"yes"');
  const result = await running;
  assert.equal(result.getStatus(), 'SUCCEEDED');
  assert.deepEqual(result.getResult(), {
    step: 'hi',
    child: 1,
    parallel: ['l', 'r'],
    map: [1, 4, 9],
    callback: 'yes',
    condition: 2,
  });
  assert.throws(() => result.getError());
  const topLevel = result.getOperations().filter((operation) => operation.getParentId() === undefined);
  assert.deepEqual(topLevel.map(summary), [
    ['step', 'STEP', 'SUCCEEDED'],
    ['wait', 'WAIT', 'SUCCEEDED'],
    ['child-context', 'CONTEXT', 'SUCCEEDED'],
    ['parallel', 'CONTEXT', 'SUCCEEDED'],
    ['map', 'CONTEXT', 'SUCCEEDED'],
    ['callback', 'CALLBACK', 'SUCCEEDED'],
    ['condition', 'STEP', 'SUCCEEDED'],
  ]);
  const step = runner.getOperation('step');
  assert.equal(step.getStepDetails().result, 'hi');
  assert.ok(step.getStartTimestamp() <= step.getEndTimestamp());
  const wait = runner.getOperation('wait').getWaitDetails();
  assert.equal(wait.waitSeconds, 1);
  assert.ok(wait.scheduledEndTimestamp instanceof Date);
  const child = runner.getOperation('child-context');
  assert.equal(child.getContextDetails().result, 1);
  assert.deepEqual(child.getChildOperations().map(summary), [['inner', 'STEP', 'SUCCEEDED']]);
  assert.equal(runner.getOperation('map').getChildOperations().length, 3);
  assert.deepEqual(
    [callback.isCallback(), callback.isWaitForCallback(), callback.getCallbackDetails().result],
    [true, false, 'yes'],
  );
  assert.equal(runner.getOperation('condition').getSubType(), 'WaitForCondition');
  const invocations = result.getInvocations();
  assert.ok(invocations.length >= 4, String(invocations.length));
  for (const { startTimestamp, endTimestamp, requestId, error } of invocations) {
    assert.ok(startTimestamp <= endTimestamp);
    assert.match(requestId, /^[0-9a-f-]{36}$/);
    assert.equal(error, undefined);
  }
  const events = result.getHistoryEvents();
  assert.deepEqual(
    events.map(({ EventId }) => EventId),
    events.map((_, index) => index + 1),
  );
});

test('a synchronous run of functions that invoke others', async () => {
  const runner = runnerOf('chained-caller', 'RequestResponse');
  const result = await runner.run({ payload: { value: 3 } });
  assert.deepEqual(result.getResult(), { value: 3, squared: 9, doubled: 18 });
  const square = runner.getOperation('square');
  assert.deepEqual(summary(square), ['square', 'CHAINED_INVOKE', 'SUCCEEDED']);
  // The runner reads no result from the events of an invoke, but gives them as they are.
  const results = [square, runner.getOperation('double')].map(
    (operation) => operation.getEvents().at(-1).ChainedInvokeSucceededDetails.Result.Payload,
  );
  assert.deepEqual(results, ['{"squared":9}', '{"doubled":18}']);
});

for (const invocationType of ['RequestResponse', 'Event']) {
  test(`a failed execution, started by ${invocationType}`, async () => {
    const runner = runnerOf('failing', invocationType);
    const result = await runner.run({ payload: { sku: 'B-2' } });
    assert.equal(result.getStatus(), 'FAILED');
    const { errorType, errorMessage } = result.getError();
    assert.deepEqual([errorType, errorMessage], ['OutOfStock', 'Nothing left of B-2']);
    assert.throws(() => result.getResult(), /Nothing left of B-2/);
    assert.equal(runner.getOperation('count-stock').getStepDetails().result, 0);
    assert.equal(result.getInvocations().at(-1).error?.errorType, 'OutOfStock');
  });
}

test('a failed callback', async () => {
  const runner = runnerOf('payment');
  const running = runner.run({ payload: { customerId: 'c', amount: 5 } });
  const callback = runner.getOperation('payment-processing');
  await callback.waitForData(WaitingOperationStatus.STARTED);
  await callback.sendCallbackFailure({ ErrorType: 'Declined', ErrorMessage: 'no money', ErrorData: '5' });
  const result = await running;
  assert.equal(result.getResult().reason, 'no money');
  assert.equal(callback.getStatus(), 'FAILED');
  const { errorType, errorMessage, errorData } = callback.getCallbackDetails().error;
  assert.deepEqual([errorType, errorMessage, errorData], ['Declined', 'no money', '5']);
});

test('a callback that expires', async () => {
  const runner = runnerOf('callback-with-timeouts');
  const result = await runner.run({ payload: { data: 'd', timeoutSeconds: 1 } });
  assert.equal(result.getStatus(), 'FAILED');
  assert.equal(runner.getOperation('example-callback').getStatus(), 'TIMED_OUT');
});

test('a submitter that is tried again, then an answer', async () => {
  const runner = runnerOf('submitter-retry');
  const payload = { claimId: 'c-1', desk: process.env.DESK, retryDelaySeconds: 1 };
  const running = runner.run({ payload });
  const review = runner.getOperation('claim-review');
  await review.waitForData(WaitingOperationStatus.SUBMITTED);
  assert.equal(review.isWaitForCallback(), true);
  await review.sendCallbackSuccess('{"verdict": "paid"}');
  const result = await running;
  assert.deepEqual(result.getResult(), { claimId: 'c-1', verdict: 'paid' });
  const submitter = review.getChildOperations().find((operation) => operation.getType() === 'STEP');
  assert.deepEqual(
    submitter.getEvents().map(({ EventType }) => EventType),
    ['StepStarted', 'StepFailed', 'StepStarted', 'StepSucceeded'],
  );
  // Of the attempt that failed; the runner reads no more of them.
  assert.equal(submitter.getStepDetails().attempt, 1);
});

test('a process that dies in a step', async () => {
  const runner = runnerOf('crashing');
  const result = await runner.run({ payload: {} });
  assert.deepEqual(result.getResult(), { attempt: 2 });
  assert.deepEqual(
    result.getInvocations().map(({ error }) => error?.errorType),
    ['Runtime.ExitError', undefined, undefined],
  );
});
