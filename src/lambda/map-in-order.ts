/**
 * Calls for up to `width` items at a time; the answers come in the order of the items.
 * The signal that calls get aborts as soon as nobody wants their answers any more.
 */
export async function* mapInOrder<Item, Answer>(
  items: Iterable<Item> | AsyncIterable<Item>,
  width: number,
  call: (item: Item, signal: AbortSignal) => Promise<Answer>,
  signal?: AbortSignal,
): AsyncGenerator<Answer> {
  const end = new AbortController();
  const either = signal ? AbortSignal.any([signal, end.signal]) : end.signal;
  const running: Promise<Answer>[] = [];
  try {
    for await (const item of items) {
      const answer = call(item, either);
      // Nobody may ever come to this one: an earlier failure, or a reader who has seen enough.
      answer.catch(() => {});
      running.push(answer);
      if (running.length < width) continue;
      const [oldest] = running.splice(0, 1);
      if (oldest) yield await oldest;
    }
    for (const answer of running) yield await answer;
  } finally {
    end.abort();
  }
}
