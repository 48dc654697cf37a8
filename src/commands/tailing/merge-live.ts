/** Items of several sources as they come; the first source that fails ends them all. */
export async function* mergeLive<Item>(sources: readonly AsyncGenerator<Item>[]): AsyncGenerator<Item> {
  const going = new Set(sources);
  // A race between all of them for each item would cost as much as there are sources, each time.
  const come: Come<Item>[] = [];
  let bell = Promise.withResolvers<void>();
  const ask = (source: AsyncGenerator<Item>): void => {
    const next = source.next();
    const arrive = () => {
      come.push({ source, next });
      bell.resolve();
    };
    next.then(arrive, arrive);
  };
  sources.forEach(ask);
  try {
    while (going.size > 0) {
      const first = come.shift();
      if (first) {
        const { done, value } = await first.next;
        if (done) going.delete(first.source);
        else {
          ask(first.source);
          yield value;
        }
      } else {
        await bell.promise;
        bell = Promise.withResolvers();
      }
    }
  } finally {
    for (const source of going) source.return(undefined).catch(() => {});
  }
}

interface Come<Item> {
  readonly source: AsyncGenerator<Item>;
  readonly next: Promise<IteratorResult<Item>>;
}
