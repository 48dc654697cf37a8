import type { ExecutionFilter, ExecutionRow, Journal, ListedRow } from '../journal/journal.ts';

const millisecondsPerDay = 86_400_000;

/** The retention of an ended execution is over: the service does not know it any more, and its name is free. */
export function isForgotten(row: ExecutionRow, journal: Pick<Journal, 'history'>, now: number): boolean {
  // Nothing is kept for less than a day, so of most rows nothing has to be read.
  if (row.endedAt === undefined || now < row.endedAt + millisecondsPerDay) return false;
  return now >= row.endedAt + retentionDays(row, journal) * millisecondsPerDay;
}

function retentionDays({ executionId }: ExecutionRow, journal: Pick<Journal, 'history'>): number {
  const [first] = journal.history(executionId, { limit: 1 });
  return first?.event.EventType === 'ExecutionStarted' ? first.event._Start.RetentionPeriodInDays : 0;
}

/** Rows of executions that are not forgotten, as many as the filter asks for if there are so many. */
export function listKnown(
  filter: ExecutionFilter,
  journal: Pick<Journal, 'history' | 'list'>,
  now: number,
): readonly ListedRow[] {
  const known: ListedRow[] = [];
  let { after } = filter;
  for (;;) {
    const rows = journal.list({ ...filter, after });
    known.push(...rows.filter((row) => !isForgotten(row, journal, now)));
    if (known.length >= filter.limit || rows.length < filter.limit) return known.slice(0, filter.limit);
    after = rows.at(-1)?.position;
  }
}
