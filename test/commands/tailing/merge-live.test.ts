import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mergeLive } from '../../../src/commands/tailing/merge-live.ts';

/** A source that yields what it is given, when it is given that; `end` ends it, also with an error. */
function fed() {
  const waiting: PromiseWithResolvers<string | undefined>[] = [Promise.withResolvers()];
  let isClosed = false;
  const latest = () => waiting[waiting.length - 1] ?? assert.fail();
  async function* items() {
    try {
      for (let turn = 0; ; turn++) {
        const item = await waiting[turn]?.promise;
        if (item === undefined) return;
        yield item;
      }
    } finally {
      isClosed = true;
    }
  }
  return {
    items: items(),
    give(item: string) {
      const { resolve } = latest();
      waiting.push(Promise.withResolvers());
      resolve(item);
    },
    end: (error?: Error) => (error ? latest().reject(error) : latest().resolve(undefined)),
    isClosed: () => isClosed,
  };
}

describe('several sources become one', () => {
  test('in the order in which their items come', async () => {
    const [one, other] = [fed(), fed()];
    const merged = mergeLive([one.items, other.items]);
    other.give('a');
    assert.equal((await merged.next()).value, 'a');
    one.give('b');
    assert.equal((await merged.next()).value, 'b');
    one.give('c');
    one.end();
    other.end();
    assert.equal((await merged.next()).value, 'c');
    assert.equal((await merged.next()).done, true);
  });

  test('that fails with the first of them, and closes the others', async () => {
    const [one, other] = [fed(), fed()];
    const merged = mergeLive([one.items, other.items]);
    const next = merged.next();
    other.end(new Error('enough'));
    await assert.rejects(next, /enough/);
    one.give('nobody wants it');
    await one.items.next();
    assert.ok(one.isClosed());
  });

  test('of a thousand, none kept waiting by another', async () => {
    const chatty = fed();
    const sources = Array.from({ length: 1000 }, fed);
    const merged = mergeLive([chatty.items, ...sources.map(({ items }) => items)]);
    for (const source of sources) source.give('quiet');
    const seen: unknown[] = [];
    while (seen.length < 2000) {
      chatty.give('chatty');
      seen.push((await merged.next()).value);
    }
    assert.equal(seen.filter((item) => item === 'quiet').length, 1000);
  });
});
