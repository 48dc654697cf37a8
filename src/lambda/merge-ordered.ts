/** Several ordered sources as one ordered source; `before` says which of two items comes first. */
export async function* mergeOrdered<Item>(
  sources: readonly AsyncIterable<Item>[],
  before: (one: Item, other: Item) => boolean,
): AsyncGenerator<Item> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    // The one that comes first is the last of them.
    const heads: Head<Item>[] = [];
    for (const head of await Promise.all(iterators.map(headOf))) if (head) insert(heads, head, before);
    for (let first = heads.pop(); first; first = heads.pop()) {
      yield first.item;
      const next = await headOf(first.iterator);
      if (next) insert(heads, next, before);
    }
  } finally {
    await Promise.all(iterators.map((iterator) => iterator.return?.()));
  }
}

interface Head<Item> {
  readonly iterator: AsyncIterator<Item>;
  readonly item: Item;
}

async function headOf<Item>(iterator: AsyncIterator<Item>): Promise<Head<Item> | undefined> {
  const { done, value } = await iterator.next();
  return done ? undefined : { iterator, item: value };
}

/** Looks for the place by halves, since there may be a thousand sources. */
function insert<Item>(
  heads: Head<Item>[],
  head: Head<Item>,
  before: (one: Item, other: Item) => boolean,
): void {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = heads[middle];
    if (other && before(head.item, other.item)) low = middle + 1;
    else high = middle;
  }
  heads.splice(low, 0, head);
}
