import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InvalidParameterValueException, type OperationUpdate } from '@aws-sdk/client-lambda';
import { refused } from '../../refused.ts';
import { type ScriptedEmulator, scriptedEmulator, usualInput } from '../../scripted-emulator.ts';
import { startWait, update } from '../../updates.ts';

async function running(service: ScriptedEmulator, ...updates: OperationUpdate[]) {
  const DurableExecutionArn = await service.start();
  const invocation = await service.order.next();
  await invocation.checkpoint(service.lambda, ...updates);
  const state = (more: { MaxItems?: number; Marker?: string; CheckpointToken?: string } = {}) =>
    service.lambda.getDurableExecutionState({
      DurableExecutionArn,
      CheckpointToken: invocation.token,
      ...more,
    });
  const ids = async (more?: Parameters<typeof state>[0]) => {
    const { Operations, NextMarker } = await state(more);
    return { ids: Operations?.map(({ Id }) => Id), NextMarker };
  };
  return { arn: DurableExecutionArn, id: DurableExecutionArn.split('/').at(-1), invocation, state, ids };
}

const waits = (count: number) => Array.from({ length: count }, (_, index) => startWait(`w${index}`, 10));

test('the state begins with the execution itself, and then what was started, in that order', async (t) => {
  const service = await scriptedEmulator(t);
  const { id, state } = await running(service, startWait('b', 10), startWait('a', 10));
  const { Operations = [], NextMarker } = await state();
  assert.deepEqual(
    Operations.map(({ Id }) => Id),
    [id, 'b', 'a'],
  );
  assert.equal(NextMarker, undefined);
  const { Name, ...execution } = Operations[0] ?? {};
  assert.ok(Name);
  assert.deepEqual(execution, {
    Id: id,
    Type: 'EXECUTION',
    Status: 'STARTED',
    StartTimestamp: new Date(service.clock.now()),
    ExecutionDetails: { InputPayload: usualInput },
  });
});

test('pages hold 100 operations unless told otherwise', async (t) => {
  const service = await scriptedEmulator(t);
  const { ids } = await running(service, ...waits(150));
  for (const MaxItems of [undefined, 0]) {
    const first = await ids({ MaxItems });
    const second = await ids({ MaxItems, Marker: first.NextMarker });
    assert.deepEqual([first.ids?.length, second.ids?.length], [100, 51]);
    assert.equal(second.ids?.[0], 'w99');
    assert.equal(second.NextMarker, undefined);
  }
  assert.equal((await ids({ MaxItems: 1000 })).ids?.length, 151);
  const first = await ids({ MaxItems: 1 });
  assert.deepEqual((await ids({ MaxItems: 2, Marker: first.NextMarker })).ids, ['w0', 'w1']);
});

test('what is beneath a closed context is left out, unless its children are to be replayed', async (t) => {
  const service = await scriptedEmulator(t);
  const within = (ParentId: string) => [
    update('CONTEXT', 'START', ParentId),
    update('STEP', 'SUCCEED', `${ParentId}-1`, { ParentId }),
  ];
  const { id, invocation, ids } = await running(service, ...within('a'), ...within('b'), ...within('c'));
  await invocation.checkpoint(
    service.lambda,
    update('CONTEXT', 'SUCCEED', 'a'),
    update('CONTEXT', 'SUCCEED', 'b', { ContextOptions: { ReplayChildren: true } }),
  );
  assert.deepEqual((await ids()).ids, [id, 'a', 'b', 'b-1', 'c', 'c-1']);
});

test('what does not fit into an invocation is fetched with the marker in its input', async (t) => {
  const service = await scriptedEmulator(t);
  const { lambda, clock, order } = service;
  const { arn, id, invocation } = await running(service, startWait('w', 1));
  const Payload = 'x'.repeat(1_000_000);
  const steps = Array.from({ length: 6 }, (_, index) => update('STEP', 'SUCCEED', `s${index}`, { Payload }));
  await invocation.checkpoint(lambda, ...steps);
  invocation.suspend();
  clock.advance(1000);
  const { CheckpointToken, InitialExecutionState } = (await order.next()).input;
  const { Operations: first, NextMarker } = InitialExecutionState;
  assert.deepEqual(
    first.map(({ Id }) => Id),
    [id, 'w', 's0', 's1', 's2', 's3', 's4'],
  );
  const rest = { DurableExecutionArn: arn, CheckpointToken, Marker: NextMarker, MaxItems: 1000 };
  const { Operations: second = [], NextMarker: end } = await lambda.getDurableExecutionState(rest);
  assert.deepEqual([second.map(({ Id }) => Id), end], [['s5'], undefined]);
});

describe('the token', () => {
  test('stays good', async (t) => {
    const service = await scriptedEmulator(t);
    const { invocation, state } = await running(service, startWait('w', 10));
    await state();
    await state();
    await invocation.checkpoint(service.lambda, startWait('v', 10));
  });

  test('must be the newest one', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn, invocation, state } = await running(service, startWait('w', 10));
    const words = 'Invalid checkpoint token';
    const old = state({ CheckpointToken: invocation.input.CheckpointToken ?? '' });
    await refused(old, InvalidParameterValueException, 400, words);
    const unknown = { DurableExecutionArn: `${arn}0`, CheckpointToken: invocation.token };
    const call = service.lambda.getDurableExecutionState(unknown);
    await refused(call, InvalidParameterValueException, 400, words);
    const newest = invocation.token ?? '';
    invocation.suspend();
    service.clock.advance(10_000);
    await service.order.next();
    await refused(state({ CheckpointToken: newest }), InvalidParameterValueException, 400, words);
  });

  test('must be there', async (t) => {
    const service = await scriptedEmulator(t);
    const { arn } = await running(service);
    const path = `/2025-12-01/durable-executions/${encodeURIComponent(arn)}/state`;
    const answer = await fetch(service.emulator.url + path);
    assert.equal(answer.headers.get('x-amzn-errortype'), 'ValidationException');
    assert.match(await answer.text(), /Value null at 'checkpointToken' failed to satisfy constraint/);
  });
});

test('a marker must have been handed out', async (t) => {
  const service = await scriptedEmulator(t);
  const { state } = await running(service, ...waits(3));
  await refused(state({ Marker: 'nonsense' }), InvalidParameterValueException, 400, 'Invalid Marker');
});
