/** The known word a mistyped one was meant to be; undefined when none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const near = [...known]
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((one) => one.distance <= Math.max(1, Math.floor(one.candidate.length / 3)))
    .sort((one, other) => one.distance - other.distance);
  return near[0]?.candidate;
}

/** How many letters to insert, drop, change, or swap with the next, row by row of the usual table. */
function distance(from: string, to: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 1; at <= from.length; at++) {
    const next = [at];
    for (let index = 1; index <= to.length; index++) {
      const change = (row[index - 1] ?? 0) + (from[at - 1] === to[index - 1] ? 0 : 1);
      const isSwap = from[at - 1] === to[index - 2] && from[at - 2] === to[index - 1];
      const swap = isSwap ? (before[index - 2] ?? change) + 1 : change;
      next.push(Math.min(change, swap, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
