import type { Io } from '../cli/io.ts';

export async function* filterRows<Item>(
  items: AsyncIterable<Item>,
  isWanted: (item: Item) => boolean,
): AsyncGenerator<Item> {
  for await (const item of items) if (isWanted(item)) yield item;
}

/** The first so many, or all without a limit; says so when there are more. */
export async function* firstRows<Item>(
  items: AsyncIterable<Item>,
  limit: number | undefined,
  io: Io,
): AsyncGenerator<Item> {
  let count = 0;
  for await (const item of items) {
    if (limit !== undefined && count === limit)
      return io.note(`durcb: stopped at --limit ${limit}; there are more`);
    count++;
    yield item;
  }
}
