/** Calls for up to `width` items at a time; the answers come in the order of the items. */
export async function* mapInOrder<Item, Answer>(
  items: AsyncIterable<Item>,
  width: number,
  call: (item: Item) => Promise<Answer>,
): AsyncGenerator<Answer> {
  const running: Promise<Answer>[] = [];
  for await (const item of items) {
    const answer = call(item);
    // Nobody may ever come to this one: an earlier failure, or a reader who has seen enough.
    answer.catch(() => {});
    running.push(answer);
    if (running.length < width) continue;
    const [oldest] = running.splice(0, 1);
    if (oldest) yield await oldest;
  }
  for (const answer of running) yield await answer;
}
