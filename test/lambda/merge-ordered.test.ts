import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapInOrder } from '../../src/lambda/map-in-order.ts';
import { mergeOrdered } from '../../src/lambda/merge-ordered.ts';
import { collect } from './collect.ts';

async function* stream<Item>(...items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

test('several ordered sources are one', async () => {
  const merged = mergeOrdered([stream(1, 4, 9), stream<number>(), stream(2, 3, 10)], (item) => item);
  assert.deepEqual(await collect(merged), [1, 2, 3, 4, 9, 10]);
});

test('an item may bring a source, and those of the same rank stay in the order of the sources', async () => {
  const broughtBy = (item: string) => (item === 'b1' ? [stream('d1', 'd2')] : []);
  const merged = mergeOrdered(
    [stream('a1', 'a3'), stream('b1', 'b2')],
    (item) => Number(item.at(-1)),
    broughtBy,
  );
  assert.deepEqual(await collect(merged), ['a1', 'b1', 'd1', 'b2', 'd2', 'a3']);
});

test('a reader who has seen enough closes the sources', async () => {
  let closed = 0;
  async function* endless(): AsyncGenerator<number> {
    try {
      for (let item = 0; ; item++) yield item;
    } finally {
      closed++;
    }
  }
  for await (const item of mergeOrdered([endless(), endless()], (item) => item)) if (item === 3) break;
  assert.equal(closed, 2);
});

test('answers come in the order of the items, however long each takes', async () => {
  const gates = [
    Promise.withResolvers<string>(),
    Promise.withResolvers<string>(),
    Promise.withResolvers<string>(),
  ];
  const answers = collect(
    mapInOrder(stream(0, 1, 2), 2, (index) => gates[index]?.promise ?? Promise.reject()),
  );
  gates[2]?.resolve('third');
  gates[1]?.resolve('second');
  gates[0]?.resolve('first');
  assert.deepEqual(await answers, ['first', 'second', 'third']);
});

test('a failure reaches the reader, and those behind it harm nobody', async () => {
  const answers = mapInOrder(stream(1, 2, 3), 3, (item) => Promise.reject(new Error(`no ${item}`)));
  await assert.rejects(collect(answers), /no 1/);
});
