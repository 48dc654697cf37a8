import { mapInOrder } from './map-in-order.ts';

// Sources opened at a time: enough to hide the network, few enough for the service's limits.
const width = 8;

interface Head<Item> {
  readonly iterator: AsyncIterator<Item>;
  readonly item: Item;
}

/** Several ordered sources as one, in the order of `rank`, lowest first; an item may bring further sources, not before itself. */
export async function* mergeGrowing<Item>(
  sources: readonly AsyncIterable<Item>[],
  rank: (item: Item) => number,
  broughtBy: (item: Item) => readonly AsyncIterable<Item>[] = () => [],
): AsyncGenerator<Item> {
  const heads: Head<Item>[] = await headsOf(sources);
  try {
    while (heads[0]) {
      const first = heads.reduce((best, head) => (rank(head.item) < rank(best.item) ? head : best), heads[0]);
      yield first.item;
      const brought = await headsOf(broughtBy(first.item));
      const next = await headOf(first.iterator);
      heads.splice(heads.indexOf(first), 1, ...next, ...brought);
    }
  } finally {
    await Promise.all(heads.map(({ iterator }) => iterator.return?.()));
  }
}

async function headsOf<Item>(sources: readonly AsyncIterable<Item>[]): Promise<Head<Item>[]> {
  const heads: Head<Item>[] = [];
  const opened = mapInOrder(sources, width, (source) => headOf(source[Symbol.asyncIterator]()));
  for await (const head of opened) heads.push(...head);
  return heads;
}

async function headOf<Item>(iterator: AsyncIterator<Item>): Promise<Head<Item>[]> {
  const { done, value } = await iterator.next();
  return done ? [] : [{ iterator, item: value }];
}
