import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emulatorEnding, FunctionInitError } from '../../../src/emulator/functions/hosted-function.ts';
import { warmAll } from '../../../src/emulator/functions/warm-all.ts';

const names = Array.from({ length: 11 }, (_, index) => `f${index}`);

test('all functions are started, four at a time', async () => {
  const started: string[] = [];
  let running = 0;
  const counts: number[] = [];
  const warm = async (name: string) => {
    started.push(name);
    counts.push(++running);
    await new Promise(setImmediate);
    running--;
  };
  await warmAll({ warm }, names);
  assert.deepEqual(started, names);
  assert.equal(Math.max(...counts), 4);
});

test('none is started after one that fails', async () => {
  const started: string[] = [];
  const warm = async (name: string) => {
    started.push(name);
    await new Promise(setImmediate);
    if (name === 'f1') throw new Error('no database');
  };
  await assert.rejects(warmAll({ warm }, names), /no database/);
  await new Promise(setImmediate);
  assert.ok(started.length < names.length, started.join());
});

test('nothing is to be started', () => warmAll({ warm: () => assert.fail() }, []));

test('who is told of those that cannot start decides', async () => {
  const unusable = (name: string) =>
    new FunctionInitError(name, { ErrorType: 'Runtime.ExitError', ErrorMessage: 'it does not start' });
  const told: string[] = [];
  const warm = async (name: string) => {
    if (/[37]/.test(name)) throw unusable(name);
  };
  await warmAll({ warm }, names, ({ functionName }) => told.push(functionName));
  assert.deepEqual(told, ['f3', 'f7']);
  const closed = warmAll(
    { warm: () => Promise.reject(new FunctionInitError('f0', emulatorEnding)) },
    names,
    () => {},
  );
  await assert.rejects(closed, FunctionInitError);
  await assert.rejects(
    warmAll({ warm: () => Promise.reject(new RangeError()) }, names, () => {}),
    RangeError,
  );
});
