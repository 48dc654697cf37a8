/**
 * Which operation acts next by itself. A leftist heap: adding shares the rest, so old versions stay as they were.
 * Nothing is taken out when a deadline moves; who looks asks whether the earliest still holds.
 */
export type Deadlines = Heap | undefined;

export interface Deadline {
  readonly at: number;
  readonly operationId: string;
}

interface Heap extends Deadline {
  readonly rank: number;
  readonly left: Deadlines;
  readonly right: Deadlines;
}

export function addDeadline(deadlines: Deadlines, { at, operationId }: Deadline): Deadlines {
  return merge(deadlines, { at, operationId, rank: 1, left: undefined, right: undefined });
}

/** Drops the earliest deadlines that do not hold any more. */
export function dropStale(deadlines: Deadlines, holds: (deadline: Deadline) => boolean): Deadlines {
  let heap = deadlines;
  while (heap && !holds(heap)) heap = merge(heap.left, heap.right);
  return heap;
}

function merge(one: Deadlines, other: Deadlines): Deadlines {
  if (!one) return other;
  if (!other) return one;
  const [top, below] = one.at <= other.at ? [one, other] : [other, one];
  const right = merge(top.right, below);
  return rankOf(top.left) >= rankOf(right) ? build(top, top.left, right) : build(top, right, top.left);
}

function build({ at, operationId }: Deadline, left: Deadlines, right: Deadlines): Heap {
  return { at, operationId, rank: rankOf(right) + 1, left, right };
}

const rankOf = (heap: Deadlines): number => heap?.rank ?? 0;
