import assert from 'node:assert/strict';
import { test } from 'node:test';
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
