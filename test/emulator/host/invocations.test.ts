import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ScriptedEmulator, scriptedEmulator, usualInput } from '../scripted-emulator.ts';
import { startCallback, startWait, update } from '../updates.ts';

/** When the invocations began and ended, in seconds from the start of the execution. */
async function spans(service: ScriptedEmulator, arn: string) {
  const events = await service.events(arn);
  const begin = Number(events[0]?.EventTimestamp);
  const seconds = (time: Date | undefined) => (Number(time) - begin) / 1000;
  return events.flatMap(({ InvocationCompletedDetails: details }) =>
    details ? [[seconds(details.StartTimestamp), seconds(details.EndTimestamp)]] : [],
  );
}

/** No invocation of `order` waits: the next one is that of an execution started now. */
async function assertAsleep(service: ScriptedEmulator) {
  const arn = await service.start();
  const invocation = await service.order.next();
  assert.equal(invocation.arn, arn);
  await invocation.checkpoint(service.lambda, startCallback('c'));
  invocation.suspend();
}

describe('a function is invoked with', () => {
  test('the execution, a token, and times in milliseconds', async (t) => {
    const service = await scriptedEmulator(t);
    const arn = await service.start({ DurableExecutionName: 'order-7' });
    const Id = arn.split('/').at(-1);
    const { input, headers } = await service.order.next();
    const { CheckpointToken, ...rest } = input;
    assert.match(CheckpointToken ?? '', /^[A-Za-z0-9]+={0,2}$/);
    assert.deepEqual(rest, {
      DurableExecutionArn: arn,
      InitialExecutionState: {
        Operations: [
          {
            Id,
            Name: 'order-7',
            Type: 'EXECUTION',
            Status: 'STARTED',
            StartTimestamp: service.clock.now(),
            ExecutionDetails: { InputPayload: usualInput },
          },
        ],
        NextMarker: '',
      },
      UpdatedOperationIds: [Id],
    });
    assert.match(String(headers['x-amzn-trace-id']), /^Root=1-/);
  });

  test('every operation, and the ids of those that changed since', async (t) => {
    const service = await scriptedEmulator(t);
    const begin = service.clock.now();
    const arn = await service.startSuspended(
      startWait('w', 10),
      update('STEP', 'RETRY', 's', { StepOptions: { NextAttemptDelaySeconds: 10 }, Payload: '1' }),
      startCallback('c'),
    );
    service.clock.advance(10_000);
    const { input } = await service.order.next();
    assert.deepEqual(input.UpdatedOperationIds, ['w', 's']);
    const [, ...operations] = input.InitialExecutionState.Operations;
    assert.deepEqual(operations.slice(0, 2), [
      {
        Id: 'w',
        Type: 'WAIT',
        Status: 'SUCCEEDED',
        StartTimestamp: begin,
        EndTimestamp: begin + 10_000,
        WaitDetails: { ScheduledEndTimestamp: begin + 10_000 },
      },
      {
        Id: 's',
        Type: 'STEP',
        Status: 'READY',
        StartTimestamp: begin,
        StepDetails: { Attempt: 1, Result: '1' },
      },
    ]);
    assert.equal(operations[2]?.Status, 'STARTED');
    assert.ok(!(await service.eventTypes(arn)).includes('StepStarted'));
  });

  test('the trace of its execution, every time', async (t) => {
    const service = await scriptedEmulator(t);
    await service.start();
    const first = await service.order.next();
    await first.checkpoint(service.lambda, startWait('w', 1));
    first.suspend();
    service.clock.advance(1000);
    const second = await service.order.next();
    assert.equal(second.headers['x-amzn-trace-id'], first.headers['x-amzn-trace-id']);
  });
});

describe('one invocation at a time', () => {
  test('what happens during one is shown by the next, which begins when that one has ended', async (t) => {
    const service = await scriptedEmulator(t);
    const { lambda, clock, order } = service;
    const arn = await service.start();
    const first = await order.next();
    const [a] = await first.checkpoint(lambda, startCallback('a'), startWait('w', 2));
    clock.advance(1000);
    await lambda.sendDurableExecutionCallbackSuccess({ CallbackId: a?.CallbackDetails?.CallbackId });
    clock.advance(4000);
    first.suspend();
    const second = await order.next();
    assert.deepEqual(second.input.UpdatedOperationIds, ['a', 'w']);
    second.succeed();
    await service.ended(arn);
    assert.deepEqual(await spans(service, arn), [
      [0, 5],
      [5, 5],
    ]);
  });

  test('what the function was shown before it suspended wakes it no more', async (t) => {
    const service = await scriptedEmulator(t);
    const { lambda, order } = service;
    const arn = await service.start();
    const first = await order.next();
    const [a, b] = await first.checkpoint(lambda, startCallback('a'), startCallback('b'));
    await lambda.sendDurableExecutionCallbackSuccess({ CallbackId: a?.CallbackDetails?.CallbackId });
    const [seen] = await first.checkpoint(lambda);
    assert.equal(seen?.Status, 'SUCCEEDED');
    first.suspend();
    await assertAsleep(service);
    await lambda.sendDurableExecutionCallbackSuccess({ CallbackId: b?.CallbackDetails?.CallbackId });
    const second = await order.next();
    assert.deepEqual([second.arn, second.input.UpdatedOperationIds], [arn, ['b']]);
  });

  test('each of two callbacks wakes the function, even when it must wait for the other', async (t) => {
    const service = await scriptedEmulator(t);
    const { lambda, order } = service;
    const arn = await service.start();
    const first = await order.next();
    const callbacks = await first.checkpoint(lambda, startCallback('a'), startCallback('b'));
    first.suspend();
    for (const [index, id] of [
      [1, 'b'],
      [0, 'a'],
    ] as const) {
      const CallbackId = callbacks[index]?.CallbackDetails?.CallbackId;
      await lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
      const invocation = await order.next();
      assert.deepEqual(invocation.input.UpdatedOperationIds, [id]);
      if (id === 'b') invocation.suspend();
      else invocation.succeed('"both"');
    }
    await service.ended(arn);
    assert.deepEqual((await service.eventTypes(arn)).slice(3), [
      'InvocationCompleted',
      'CallbackSucceeded',
      'InvocationCompleted',
      'CallbackSucceeded',
      'InvocationCompleted',
      'ExecutionSucceeded',
    ]);
  });
});

test('a heartbeat wakes nobody', async (t) => {
  const service = await scriptedEmulator(t);
  const { CallbackId } = await service.startCallback({ HeartbeatTimeoutSeconds: 10 });
  await service.lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId });
  await assertAsleep(service);
});

describe('a reply that breaks the rules fails the execution at once', () => {
  const replies = [
    [{ Status: 'PENDING' }, 'Cannot return PENDING status with no pending operations.'],
    [{ Status: 'DONE' }, 'Invalid Status in invocation output.'],
    ['null', 'Invalid Status in invocation output.'],
    ['no JSON', 'Invalid Status in invocation output.'],
    [{ Status: 'SUCCEEDED', Error: { ErrorType: 'E' } }, 'Cannot provide an Error for SUCCEEDED status.'],
    [{ Status: 'FAILED', Result: '1' }, 'Cannot provide a Result for FAILED status.'],
    [
      { Status: 'SUCCEEDED', Result: 'x'.repeat(1_048_577) },
      'Execution output payload size must be less than or equal to 1048576 bytes.',
    ],
  ] as const;
  for (const [reply, ErrorMessage] of replies) {
    test(JSON.stringify(reply).slice(0, 60), async (t) => {
      const service = await scriptedEmulator(t);
      const arn = await service.start();
      (await service.order.next()).reply(reply);
      await service.ended(arn);
      const execution = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
      const error = { ErrorType: 'InvalidParameterValueException', ErrorMessage };
      assert.deepEqual([execution.Status, execution.Error], ['FAILED', error]);
      const events = await service.events(arn);
      const types = ['ExecutionStarted', 'InvocationCompleted', 'ExecutionFailed'];
      assert.deepEqual(
        events.map(({ EventType }) => EventType),
        types,
      );
      assert.deepEqual(events[1]?.InvocationCompletedDetails?.Error?.Payload, error);
    });
  }
});
