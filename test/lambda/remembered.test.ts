import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remembered } from '../../src/lambda/remembered.ts';
import { ManualClock } from '../manual-clock.ts';

test('a call is made once in so long a time for each input, and again after one that failed', async () => {
  const clock = new ManualClock();
  const asked: string[] = [];
  const call = remembered(
    async (input: string) => {
      if (asked.push(input) === 1) throw new Error('away');
      return asked.length;
    },
    clock,
    1_000,
  );
  await assert.rejects(call('one'));
  assert.equal(await call('one'), 2);
  assert.equal(await call('two'), 3);
  clock.advance(999);
  assert.equal(await call('one'), 2);
  clock.advance(1);
  assert.equal(await call('one'), 4);
  assert.deepEqual(asked, ['one', 'one', 'two', 'one']);
});
