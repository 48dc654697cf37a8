import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { type Feeder, LiveFeed } from '../../src/lambda/live-feed.ts';
import { collect } from './collect.ts';

const forever = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

test('what is found in a last look has a last look of its own', async () => {
  const feed = new LiveFeed<string>(new AbortController().signal);
  const guest = (name: string, found?: Feeder<string>): Feeder<string> => ({
    run: (_, signal) => forever(signal),
    async lastLook() {
      if (found) feed.addGuest(found);
      return [name];
    },
  });
  feed.addGuest(guest('child', guest('grandchild', guest('its child'))));
  feed.addHost({ run: (put) => put(['parent']) });
  const batches = await collect(feed.batches());
  assert.deepEqual(batches.flat(), ['parent', 'child', 'grandchild', 'its child']);
});

test('what a guest puts in while the feed ends is not lost', async () => {
  const feed = new LiveFeed<string>(new AbortController().signal);
  feed.addGuest({
    run: (put, signal) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          put(['at the very end']);
          reject(signal.reason);
        }),
      ),
  });
  feed.addHost({ run: async () => {} });
  assert.deepEqual((await collect(feed.batches())).flat(), ['at the very end']);
});

test('who puts in more than anybody takes waits', async () => {
  const feed = new LiveFeed<number>(new AbortController().signal);
  let put = 0;
  feed.addHost({
    async run(give) {
      for (put = 0; put < 100_000; put += 1_000) await give(Array(1_000).fill(put));
    },
  });
  const batches = feed.batches();
  for (let turn = 0; turn < 50; turn++) await setImmediate();
  assert.ok(put < 10_000, `${put} items`);
  let taken = 0;
  for await (const { length } of batches) taken += length;
  assert.equal(taken, 100_000);
});

test('a failure ends the others', async () => {
  const feed = new LiveFeed<string>(new AbortController().signal);
  const ended = Promise.withResolvers<void>();
  feed.addHost({ run: (_, signal) => forever(signal).finally(ended.resolve) });
  feed.addGuest({ run: () => Promise.reject(new Error('of the guest')) });
  await assert.rejects(collect(feed.batches()), /of the guest/);
  await ended.promise;
});
