import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FunctionEvent, Release } from '../../../src/emulator/functions/function-event.ts';
import { functionRegistry } from '../../../src/emulator/functions/registry.ts';
import { type Clock, systemClock } from '../../../src/model/time.ts';
import { beacon } from './beacon.ts';
import { definition, invocation, node, runtime, testHost } from './test-host.ts';

test('one invocation after the other has the same worker', async (t) => {
  const { port, seen } = await beacon(t);
  const { invoke } = testHost(t, definition(node('beacon.mjs')));
  const pids = [];
  for (const _ of [1, 2, 3]) {
    const invoked = invoke({ port, next: 'wait' });
    const worker = await seen();
    worker.answer('go');
    await invoked;
    pids.push(worker.pid);
  }
  assert.equal(new Set(pids).size, 1);
});

test('three invocations at once have a worker each, and are reused', async (t) => {
  const { port, seen } = await beacon(t);
  const { invoke } = testHost(t, definition(node('beacon.mjs')));
  const round = async () => {
    const invoked = [1, 2, 3].map(() => invoke({ port, next: 'wait' }));
    const workers = [await seen(), await seen(), await seen()];
    for (const worker of workers) worker.answer('go');
    await Promise.all(invoked);
    return workers.map(({ pid }) => pid).sort();
  };
  const first = await round();
  assert.equal(new Set(first).size, 3);
  assert.deepEqual(await round(), first);
});

test('above the bound, invocations wait for a worker, first come first served', async (t) => {
  const { port, seen } = await beacon(t);
  const { invoke } = testHost(t, definition(node('beacon.mjs')), { maxWorkers: 1 });
  const invoked = [1, 2, 3].map(() => invoke({ port, next: 'wait' }));
  const pids = [];
  for (const number of [1, 2, 3]) {
    const worker = await seen();
    worker.answer(`answer ${number}`);
    pids.push(worker.pid);
  }
  const results = await Promise.all(invoked);
  assert.equal(new Set(pids).size, 1);
  assert.deepEqual(
    results.map((outcome) => Object(outcome).result.answer),
    ['answer 1', 'answer 2', 'answer 3'],
  );
});

test('an endless loop in one function does not keep another from running', async (t) => {
  const { port, seen } = await beacon(t);
  const served = [
    definition(node('beacon.mjs'), { name: 'spins' }),
    definition(node('common.cjs'), { name: 'works' }),
  ];
  const { host } = testHost(t, definition(node('echo.ts')), { registry: functionRegistry(served) });
  const spinning = host.invoke(invocation({ port, next: 'spin' }, { functionName: 'spins' }));
  await seen();
  const outcome = await host.invoke(invocation({ name: 'you' }, { functionName: 'works' }));
  assert.equal(outcome.kind, 'response');
  await host.close(0);
  assert.equal((await spinning).kind, 'lost');
});

test('an idle worker is ended after a while', async (t) => {
  const { port, seen } = await beacon(t);
  const { invoke } = testHost(t, definition(node('beacon.mjs')), { idleMilliseconds: 0 });
  const invoked = invoke({ port, next: 'hold' });
  const first = await seen();
  await invoked;
  await first.gone;
  assert.notEqual(Object(await invoke({ port, next: 'hold' })).result, first.pid);
});

test('warm starts the worker that the first invocation has', async (t) => {
  const { host, invoke, lines } = testHost(t, definition(node('logs.mjs')));
  await host.warm('tried');
  await host.warm('tried');
  await invoke({ lines: 0 });
  assert.equal(lines.filter((line) => line === 'while loading').length, 1);
});

test('each of several invocations of a function that does not load fails', async (t) => {
  const { invoke } = testHost(t, definition(node('throws-at-load.mjs')));
  const outcomes = await Promise.all([1, 2, 3].map(() => invoke()));
  for (const outcome of outcomes) {
    assert.partialDeepStrictEqual(outcome, { kind: 'error', error: { ErrorMessage: 'bad settings' } });
  }
});

test('a function that is not there is told in the words of the service', async (t) => {
  const { invoke } = testHost(t, definition(node('echo.ts')));
  assert.partialDeepStrictEqual(await invoke({}, { functionName: 'gone', invokedArn: 'arn:gone' }), {
    kind: 'error',
    error: { ErrorType: 'ResourceNotFoundException', ErrorMessage: 'Function not found: arn:gone' },
  });
});

test('a function that is not there cannot be warmed', async (t) => {
  const { host } = testHost(t, definition(node('echo.ts')));
  await assert.rejects(host.warm('gone'), /ResourceNotFoundException: Function not found: gone/);
});

test('initialization has ten seconds more than an invocation', async (t) => {
  const hasty: Clock = { ...systemClock, after: (wait, call) => systemClock.after(wait / 1000, call) };
  const { host } = testHost(t, definition(node('hangs-at-load.mjs')), { clock: hasty });
  await assert.rejects(host.warm('tried'), {
    functionName: 'tried',
    message: 'Sandbox.Timedout: Error: Task timed out after 40.00 seconds',
  });
});

test('a worker that does not ask for more is not waited for', async (t) => {
  const { invoke } = testHost(t, definition(runtime('stalls-after-reply.mjs')));
  const first = Object(await invoke());
  const second = Object(await invoke());
  assert.ok(first.result > 0 && second.result > 0);
  assert.notEqual(second.result, first.result);
});

test('close lets a running invocation end, and starts no other', async (t) => {
  const { port, seen } = await beacon(t);
  const { host, invoke } = testHost(t, definition(node('beacon.mjs')), { maxWorkers: 1 });
  const running = invoke({ port, next: 'wait' });
  const worker = await seen();
  const waiting = invoke({ port, next: 'wait' });
  const closed = host.close(60_000);
  assert.equal((await waiting).kind, 'lost');
  assert.equal((await invoke()).kind, 'lost');
  worker.answer('late');
  assert.partialDeepStrictEqual(await running, { result: { answer: 'late' } });
  await closed;
});

test('what the grace of close does not suffice for is lost', async (t) => {
  const { port, seen } = await beacon(t);
  const { host, invoke } = testHost(t, definition(runtime('stubborn.mjs')));
  const running = invoke({ port });
  const worker = await seen();
  await host.close(10);
  assert.equal((await running).kind, 'lost');
  await worker.gone;
});

test('a second close shortens the grace of the first', async (t) => {
  const { port, seen } = await beacon(t);
  const { host, invoke } = testHost(t, definition(node('beacon.mjs')));
  const running = invoke({ port, next: 'wait' });
  await seen();
  const closed = host.close(60_000);
  await host.close(0);
  assert.equal((await running).kind, 'lost');
  await closed;
});

test('close ends a worker that is still starting', async (t) => {
  const { host, invoke } = testHost(t, definition(node('hangs-at-load.mjs')));
  const running = invoke();
  await host.close(0);
  assert.equal((await running).kind, 'lost');
});

test('code that changed has new workers; the old ones finish their invocation and end', async (t) => {
  const { port, seen } = await beacon(t);
  const beaconCode = node('beacon.mjs');
  const realize = (name: string, { settings }: Release) => ({ ...settings, name, code: beaconCode });
  const registry = functionRegistry([], { events: [deployed(1)], realize });
  const { host } = testHost(t, definition(beaconCode), { registry });
  const invoke = () => host.invoke(invocation({ port, next: 'wait' }));
  const [busy, idle] = [invoke(), invoke()];
  const workers = [await seen(), await seen()];
  workers[1]?.answer('done');
  await Promise.race([busy, idle]);
  registry.apply(deployed(2));
  host.refresh();
  await workers[1]?.gone;
  const fresh = invoke();
  const worker = await seen();
  assert.ok(workers.every(({ pid }) => pid !== worker.pid));
  worker.answer('new');
  workers[0]?.answer('old');
  const outcomes = await Promise.all([busy, idle, fresh]);
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['response', 'response', 'response'],
  );
  await workers[0]?.gone;
  registry.apply({ type: 'FunctionDeleted', functionName: 'tried' });
  host.refresh();
  await worker.gone;
  assert.equal((await invoke()).kind, 'error');
});

function deployed(revision: number): FunctionEvent {
  const release: Release = {
    settings: { environment: {}, timeoutSeconds: 30, memoryMegabytes: 128 },
    code: { kind: 'package', from: { zip: 'z' }, runtime: 'nodejs24.x', handler: 'index.handler' },
    codeSha256: String(revision),
    codeSize: 0,
    modifiedAt: 0,
    revisionId: '',
    shown: {},
  };
  return { type: 'LatestUpdated', functionName: 'tried', release };
}
