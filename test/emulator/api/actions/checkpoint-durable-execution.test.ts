import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InvalidParameterValueException, type OperationUpdate } from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { type ScriptedEmulator, scriptedEmulator } from '../../scripted-emulator.ts';
import { startCallback, startWait, update } from '../../updates.ts';

async function running(service: ScriptedEmulator) {
  const arn = await service.start();
  const invocation = await service.order.next();
  const { lambda } = service;
  const checkpoint = (...updates: OperationUpdate[]) => invocation.checkpoint(lambda, ...updates);
  /** With any token. */
  const checkpointWith = (CheckpointToken: string | undefined, ...Updates: OperationUpdate[]) =>
    lambda.checkpointDurableExecution({ DurableExecutionArn: arn, CheckpointToken, Updates });
  return { arn, invocation, checkpoint, checkpointWith };
}

/** A checkpoint without the SDK, to see the bytes. */
async function post(service: ScriptedEmulator, arn: string, body: string | object) {
  const url = `${service.emulator.url}/2025-12-01/durable-executions/${encodeURIComponent(arn)}/checkpoint`;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url, { method: 'POST', body: text });
  return {
    status: answer.status,
    type: answer.headers.get('x-amzn-errortype'),
    text: await answer.text(),
  };
}

describe('the answer', () => {
  test('shows what was just checkpointed, with the id of a new callback', async (t) => {
    const service = await scriptedEmulator(t);
    const { checkpoint } = await running(service);
    const now = new Date(service.clock.now());
    const [step, retried, callback, wait, context, ...others] = await checkpoint(
      update('STEP', 'SUCCEED', 's', { Name: 'pay', SubType: 'Step', Payload: '{"n":2}' }),
      update('STEP', 'RETRY', 'r', {
        StepOptions: { NextAttemptDelaySeconds: 5 },
        Error: { ErrorType: 'E' },
      }),
      startCallback('c'),
      startWait('w', 10),
      update('CONTEXT', 'START', 'x', { SubType: 'Map' }),
    );
    assert.deepEqual(others, []);
    const common = { StartTimestamp: now };
    assert.deepEqual(step, {
      ...common,
      Id: 's',
      Name: 'pay',
      Type: 'STEP',
      SubType: 'Step',
      Status: 'SUCCEEDED',
      EndTimestamp: now,
      StepDetails: { Attempt: 1, Result: '{"n":2}' },
    });
    assert.deepEqual(retried, {
      ...common,
      Id: 'r',
      Type: 'STEP',
      Status: 'PENDING',
      StepDetails: {
        Attempt: 1,
        Error: { ErrorType: 'E' },
        NextAttemptTimestamp: new Date(now.getTime() + 5000),
      },
    });
    const CallbackId = callback?.CallbackDetails?.CallbackId;
    assert.match(CallbackId ?? '', /^[A-Za-z0-9]+={0,2}$/);
    assert.deepEqual(callback, {
      ...common,
      Id: 'c',
      Name: 'wait for c',
      Type: 'CALLBACK',
      Status: 'STARTED',
      CallbackDetails: { CallbackId },
    });
    assert.deepEqual(wait, {
      ...common,
      Id: 'w',
      Type: 'WAIT',
      Status: 'STARTED',
      WaitDetails: { ScheduledEndTimestamp: new Date(now.getTime() + 10_000) },
    });
    assert.deepEqual(context, { ...common, Id: 'x', Type: 'CONTEXT', SubType: 'Map', Status: 'STARTED' });
  });

  test('shows what the service changed meanwhile, once; so an empty checkpoint is a poll', async (t) => {
    const service = await scriptedEmulator(t);
    const { checkpoint } = await running(service);
    await checkpoint(startWait('w', 10));
    assert.deepEqual(await checkpoint(), []);
    service.clock.advance(10_000);
    const [wait, ...others] = await checkpoint();
    assert.deepEqual([wait?.Id, wait?.Status, others], ['w', 'SUCCEEDED', []]);
    assert.deepEqual(await checkpoint(), []);
  });

  test('shows them in the order they were started', async (t) => {
    const service = await scriptedEmulator(t);
    const { checkpoint } = await running(service);
    await checkpoint(startWait('late', 10), startWait('soon', 5));
    service.clock.advance(10_000);
    const ids = (await checkpoint(startWait('new', 1))).map(({ Id }) => Id);
    assert.deepEqual(ids, ['late', 'soon', 'new']);
  });
});

describe('a token', () => {
  test('is good once: each answer has the next one', async (t) => {
    const service = await scriptedEmulator(t);
    const { invocation, checkpoint, checkpointWith } = await running(service);
    const first = invocation.token;
    await checkpoint(startWait('w', 10));
    assert.notEqual(invocation.token, first);
    const call = checkpointWith(first, startWait('v', 10));
    await refused(call, InvalidParameterValueException, 400, 'Invalid checkpoint token');
    assert.equal((await checkpoint(startWait('v', 10))).length, 1);
  });

  test('is bad after the invocation, after a stop, and for an unknown execution', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn, invocation, checkpoint, checkpointWith } = await running(service);
    await checkpoint(startWait('w', 10));
    const old = invocation.token;
    invocation.suspend();
    service.clock.advance(10_000);
    const second = await service.order.next();
    const words = 'Invalid checkpoint token';
    await refused(checkpointWith(old), InvalidParameterValueException, 400, words);
    await refused(checkpointWith('AAAA'), InvalidParameterValueException, 400, words);
    await service.lambda.stopDurableExecution({ DurableExecutionArn: arn });
    await refused(checkpointWith(second.token), InvalidParameterValueException, 400, words);
    const unknown = { DurableExecutionArn: `${arn}0`, CheckpointToken: second.token };
    const call = service.lambda.checkpointDurableExecution(unknown);
    await refused(call, InvalidParameterValueException, 400, words);
  });

  test('belongs to one execution', async (t) => {
    const service = await scriptedEmulator(t);
    const { invocation } = await running(service);
    invocation.crash();
    const { checkpointWith } = await running(service);
    const call = checkpointWith(invocation.token);
    const words = 'Checkpoint token is not valid for the durable execution ARN';
    await refused(call, InvalidParameterValueException, 400, words);
  });
});

describe('a client token', () => {
  const minute = 60_000;

  test('repeats the answer byte by byte when the answer was lost, for a quarter of an hour', async (t) => {
    const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 3600 } });
    const { arn, invocation } = await running(service);
    const body = { CheckpointToken: invocation.token, ClientToken: 'once', Updates: [startCallback('c')] };
    const first = await post(service, arn, body);
    assert.equal(first.status, 200);
    service.clock.advance(15 * minute);
    assert.deepEqual(await post(service, arn, body), first);
    const other = await post(service, arn, { ...body, ClientToken: 'twice' });
    assert.match(other.text, /Invalid checkpoint token/);
    service.clock.advance(1);
    assert.match((await post(service, arn, body)).text, /Invalid checkpoint token/);
    assert.deepEqual(await service.eventTypes(arn), ['ExecutionStarted', 'CallbackStarted']);
  });

  test('repeats nothing once the execution is over', async (t) => {
    const service = await scriptedEmulator(t, { settings: { ExecutionTimeout: 60 } });
    const { arn, invocation } = await running(service);
    const body = { CheckpointToken: invocation.token, ClientToken: 'once', Updates: [startCallback('c')] };
    await post(service, arn, body);
    service.clock.advance(minute);
    assert.match((await post(service, arn, body)).text, /Invalid checkpoint token/);
  });

  test('is filled in by the SDK, so that calls do not repeat each other', async (t) => {
    const service = await scriptedEmulator(t);
    const { checkpoint } = await running(service);
    await checkpoint(startWait('w', 10));
    assert.equal((await checkpoint(startWait('v', 10))).length, 1);
  });
});

test('a batch is taken whole or not at all, and a refused one leaves the token good', async (t) => {
  const service = await scriptedEmulator(t);
  const { arn, checkpoint } = await running(service);
  const call = checkpoint(startWait('w', 10), update('WAIT', 'CANCEL', 'other'));
  const words = 'Cannot cancel a WAIT that does not exist or has already completed.';
  await refused(call, InvalidParameterValueException, 400, words);
  assert.deepEqual(await service.eventTypes(arn), ['ExecutionStarted']);
  await checkpoint(startWait('w', 10));
  assert.deepEqual(await service.eventTypes(arn), ['ExecutionStarted', 'WaitStarted']);
});

test('closing the execution gives no token, and counts once the invocation has ended', async (t) => {
  const service = await scriptedEmulator(t);
  const { arn, invocation } = await running(service);
  const before = invocation.token;
  const answer = await invocation.checkpointAnswer(service.lambda, [
    update('EXECUTION', 'SUCCEED', 'execution-result-1', { Payload: '"large"' }),
  ]);
  assert.equal(answer.CheckpointToken, undefined);
  assert.deepEqual(answer.NewExecutionState?.Operations, []);
  const again = service.lambda.checkpointDurableExecution({
    DurableExecutionArn: arn,
    CheckpointToken: before,
  });
  await refused(again, InvalidParameterValueException, 400, 'Invalid checkpoint token');
  invocation.succeed('');
  await service.ended(arn);
  const { Status, Result } = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
  assert.deepEqual([Status, Result], ['SUCCEEDED', '"large"']);
  const types = ['ExecutionStarted', 'InvocationCompleted', 'ExecutionSucceeded'];
  assert.deepEqual(await service.eventTypes(arn), types);
});

describe('a body that is not in shape is refused', () => {
  const cases = [
    ['no JSON', '{"CheckpointToken":', 'SerializationException', 'The request body is not valid JSON.'],
    ['null', 'null', 'SerializationException', 'Start of structure or map found where not expected.'],
    [
      'no token',
      '{}',
      'ValidationException',
      "1 validation error detected: Value null at 'checkpointToken' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a wrong type',
      '{"CheckpointToken":"AAAA","Updates":"none"}',
      'SerializationException',
      'Unexpected field type',
    ],
    [
      'several violations, counted from 1',
      JSON.stringify({
        CheckpointToken: 'AAAA',
        Updates: [startWait('w', 1), { ...startWait('no id!', 0), Type: 'NAP' }],
      }),
      'ValidationException',
      /^3 validation errors detected: .*'updates\.2\.member\.id'.*; .*'updates\.2\.member\.type'.*enum value set: \[.*\]; .*waitSeconds'.*greater than or equal to 1$/,
    ],
    [
      'a name that is not printable',
      JSON.stringify({ CheckpointToken: 'AAAA', Updates: [{ ...startWait('w', 1), Name: 'pauż' }] }),
      'ValidationException',
      /'updates\.1\.member\.name' failed to satisfy constraint: Member must satisfy regular expression pattern: \[\\x20-\\x7E\]\+$/,
    ],
  ] as const;
  for (const [what, body, type, message] of cases) {
    test(what, async (t) => {
      const service = await scriptedEmulator(t);
      const { arn } = await running(service);
      const answer = await post(service, arn, body);
      assert.deepEqual([answer.status, answer.type], [400, type]);
      const words = JSON.parse(answer.text).message;
      if (typeof message === 'string') assert.equal(words, message);
      else assert.match(words, message);
    });
  }
});

test('members that are null or unknown do not count', async (t) => {
  const service = await scriptedEmulator(t);
  const { arn, invocation } = await running(service);
  const Updates = [{ ...startWait('w', 1), ParentId: null, Error: null, Colour: 'blue' }];
  const body = { CheckpointToken: invocation.token, ClientToken: null, Updates, Colour: 'red' };
  const answer = await post(service, arn, body);
  assert.equal(answer.status, 200, answer.text);
  const { NewExecutionState } = JSON.parse(answer.text);
  const seconds = service.clock.now() / 1000;
  assert.deepEqual(NewExecutionState.Operations, [
    {
      Id: 'w',
      Type: 'WAIT',
      Status: 'STARTED',
      StartTimestamp: seconds,
      WaitDetails: { ScheduledEndTimestamp: seconds + 1 },
    },
  ]);
});
