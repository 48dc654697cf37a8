import { errorLine, errorOf } from '../../lambda/history-event.ts';
import type { HistoryOperation, Operations } from '../../lambda/operations.ts';
import { plainWords } from '../../lambda/plain-words.ts';

/** What failed last inside an execution: `step charge: PaymentDeclined: card expired`; handled or not. */
export function lastFailure(operations: Operations): string | undefined {
  const failed = [...operations.values()].filter(
    ({ Type, Status }) => Type !== 'EXECUTION' && isFailure(Status),
  );
  // A context fails because of what is inside it.
  const sources = failed.filter(({ Type }) => Type !== 'CONTEXT');
  const [latest] = (sources.length > 0 ? sources : failed).sort(
    (one, other) => other.last.EventId - one.last.EventId,
  );
  return latest && describe(latest);
}

const isFailure = (status: HistoryOperation['Status']): boolean =>
  status === 'FAILED' || status === 'TIMED_OUT' || status === 'STOPPED';

function describe({ Type, Name, SubType, Id, last }: HistoryOperation): string {
  const kind = plainWords(Type);
  const error = errorLine(errorOf(last));
  return `${kind} ${Name ?? SubType ?? Id}${error ? `: ${error}` : ''}`;
}
