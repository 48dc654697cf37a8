import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { FunctionPool } from '../../../src/emulator/functions/function-pool.ts';
import { Worker, type WorkerListener } from '../../../src/emulator/functions/worker.ts';
import { systemClock as clock } from '../../../src/model/time.ts';
import { beacon } from './beacon.ts';
import { definition, fixture, invocation, place, sandbox } from './test-host.ts';

const quiet = { log: () => {}, mark: () => {} };

test('the most recently used worker is taken first', async (t) => {
  const { port, seen } = await beacon(t);
  const idle = new EventEmitter();
  const code = { kind: 'node', file: fixture('beacon.mjs'), export: 'handler' } as const;
  const worker = { code, definition: definition(code), version: '$LATEST', place, clock, sandbox };
  const options = { ...worker, ...quiet, endpoint: 'http://127.0.0.1:9014', idleMilliseconds: 60_000 };
  const pool = new FunctionPool({
    functionName: 'tried',
    clock,
    maxWorkers: 2,
    startWorker: ({ onIdle, onEnded }) =>
      new Worker(options, {
        onEnded,
        onIdle(worker) {
          onIdle(worker);
          idle.emit('idle');
        },
      }),
  });
  t.after(() => pool.close(0));

  const wait = invocation({ port, next: 'wait' });
  const both = [pool.invoke(wait), pool.invoke(wait)];
  const workers = [await seen(), await seen()];
  const finish = async (pid: number) => {
    const isIdle = once(idle, 'idle');
    workers.find((worker) => worker.pid === pid)?.answer('go');
    await isIdle;
  };
  const [first, second] = workers.map(({ pid }) => pid);
  assert.ok(first && second);
  await finish(second);
  await finish(first);
  await Promise.all(both);
  const third = pool.invoke(wait);
  const taken = await seen();
  assert.equal(taken.pid, first);
  taken.answer('go');
  await third;
});

test('what was superseded is done with when its last invocation could not start', async (t) => {
  const code = { kind: 'node', file: fixture('exits-at-load.mjs'), export: 'handler' } as const;
  const worker = { code, definition: definition(code), version: '$LATEST', place, clock, sandbox };
  const options = { ...worker, ...quiet, endpoint: 'http://127.0.0.1:9014', idleMilliseconds: 60_000 };
  const startWorker = (listener: WorkerListener) => new Worker(options, listener);
  const pool = new FunctionPool({ functionName: 'tried', clock, maxWorkers: 1, startWorker });
  t.after(() => pool.close(0));
  const outcome = pool.invoke(invocation({}));
  await pool.retire();
  assert.equal((await outcome).kind, 'error');
});
