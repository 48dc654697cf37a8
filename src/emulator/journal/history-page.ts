import type { HistoryRange } from './journal.ts';

/** The event ids of one page, in its order. Ids have no gaps, so a page needs no search, only the last id there is. */
export function historyPage({ after, limit, reverse }: HistoryRange, lastId: number): readonly number[] {
  if (reverse) {
    const first = Math.min(lastId, (after ?? Number.POSITIVE_INFINITY) - 1);
    return Array.from({ length: Math.min(limit, Math.max(0, first)) }, (_, index) => first - index);
  }
  const first = (after ?? 0) + 1;
  return Array.from(
    { length: Math.min(limit, Math.max(0, lastId - first + 1)) },
    (_, index) => first + index,
  );
}
