import assert from 'node:assert/strict';
import { test } from 'node:test';
import { turns } from '../../../src/commands/answering/turns.ts';
import { ManualClock } from '../../manual-clock.ts';

test('turns come no faster than asked, the first at once', async () => {
  const clock = new ManualClock();
  const began = clock.now();
  const takeTurn = turns({ clock, signal: new AbortController().signal }, 100);
  const taken: number[] = [];
  const all = [1, 2, 3].map(async () => {
    if (await takeTurn()) taken.push(clock.now() - began);
  });
  await all[0];
  clock.advance(100);
  await all[1];
  clock.advance(99);
  clock.advance(1);
  await all[2];
  assert.deepEqual(taken, [0, 100, 200]);
});

test('no turn comes once the signal aborts', async () => {
  const stopping = new AbortController();
  const takeTurn = turns({ clock: new ManualClock(), signal: stopping.signal }, 100);
  assert.equal(await takeTurn(), true);
  const next = takeTurn();
  stopping.abort();
  assert.equal(await next, false);
});
