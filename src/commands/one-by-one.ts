/** What there is already, for who takes it as it comes. */
export async function* oneByOne<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
