import type { ExecutionFilter, ListedRow } from './journal.ts';

/** Whether a row belongs in a listing. */
export function matches(row: ListedRow, filter: ExecutionFilter): boolean {
  return equals(row, filter) && isWithin(row, filter);
}

function equals(row: ListedRow, { functionName, version, name, statuses }: ExecutionFilter) {
  return (
    isOrAny(functionName, row.functionName) &&
    isOrAny(version, row.version) &&
    isOrAny(name, row.name) &&
    (statuses === undefined || statuses.includes(row.status))
  );
}

function isWithin(row: ListedRow, { startedAfter, startedBefore, after, newestFirst }: ExecutionFilter) {
  if (startedAfter !== undefined && row.startedAt <= startedAfter) return false;
  if (startedBefore !== undefined && row.startedAt >= startedBefore) return false;
  if (after === undefined) return true;
  return newestFirst ? row.position < after : row.position > after;
}

function isOrAny(wanted: string | undefined, actual: string): boolean {
  return wanted === undefined || wanted === actual;
}
