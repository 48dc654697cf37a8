import { mapInOrder } from './map-in-order.ts';

// Sources opened at a time: enough to hide the network, few enough for the service's limits.
const width = 8;

/**
 * Several ordered sources as one, in the order of `rank`, lowest first, and of the sources where that is the same.
 * An item may bring further sources, with nothing that goes before it.
 */
export async function* mergeOrdered<Item>(
  sources: readonly AsyncIterable<Item>[],
  rank: (item: Item) => number,
  broughtBy: (item: Item) => readonly AsyncIterable<Item>[] = () => [],
): AsyncGenerator<Item> {
  const iterators: AsyncIterator<Item>[] = [];
  // The one that comes first is the last of them.
  const heads: Head<Item>[] = [];
  const insertNext = async (order: number) => {
    const { done = true, value } = (await iterators[order]?.next()) ?? {};
    if (!done) insert(heads, { order, item: value, rank: rank(value) });
  };
  const open = async (some: readonly AsyncIterable<Item>[]) => {
    const added = some.map((source) => iterators.push(source[Symbol.asyncIterator]()) - 1);
    for await (const _ of mapInOrder(added, width, insertNext));
  };
  try {
    await open(sources);
    for (let first = heads.pop(); first; first = heads.pop()) {
      yield first.item;
      await open(broughtBy(first.item));
      await insertNext(first.order);
    }
  } finally {
    await Promise.all(iterators.map((iterator) => iterator.return?.()));
  }
}

interface Head<Item> {
  readonly order: number;
  readonly item: Item;
  readonly rank: number;
}

/** Looks for the place by halves, since there may be a thousand sources. */
function insert<Item>(heads: Head<Item>[], head: Head<Item>): void {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = heads[middle];
    if (other && isBefore(head, other)) low = middle + 1;
    else high = middle;
  }
  heads.splice(low, 0, head);
}

const isBefore = <Item>(one: Head<Item>, other: Head<Item>): boolean =>
  one.rank < other.rank || (one.rank === other.rank && one.order < other.order);
