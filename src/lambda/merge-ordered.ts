/** Several ordered sources as one ordered source; `before` says which of two items comes first. */
export async function* mergeOrdered<Item>(
  sources: readonly AsyncIterable<Item>[],
  before: (one: Item, other: Item) => boolean,
): AsyncGenerator<Item> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(iterators.map(headOf));
    let open = heads.filter((head) => head !== undefined);
    while (open.length > 0) {
      const first = open.reduce((best, head) => (before(head.item, best.item) ? head : best));
      yield first.item;
      const next = await headOf(first.iterator);
      open = open.flatMap((head) => (head === first ? (next ?? []) : head));
    }
  } finally {
    await Promise.all(iterators.map((iterator) => iterator.return?.()));
  }
}

async function headOf<Item>(iterator: AsyncIterator<Item>) {
  const { done, value } = await iterator.next();
  return done ? undefined : { iterator, item: value };
}
