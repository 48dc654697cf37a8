import type { JournalEvent } from '../../../../src/model/event.ts';

// What the engine keeps in clever ways, found the simple way: by reading all events from the beginning.

/** When the execution acts by itself. */
export function naiveDeadline(events: readonly JournalEvent[]): number | undefined {
  const isSettled = events.some(({ EventType }) => isEnd(EventType) || EventType === '_OutcomeCheckpointed');
  if (isSettled) return undefined;
  const byOperation = Map.groupBy(events, (event) => ('Id' in event ? event.Id : ''));
  const times = [...byOperation.values()].map(operationDeadline);
  return Math.min(...times, executionDeadline(events), retryDeadline(events));
}

export function isEnd(type: JournalEvent['EventType']): boolean {
  return /^Execution(Succeeded|Failed|TimedOut|Stopped)$/.test(type);
}

function operationDeadline(events: readonly JournalEvent[]): number {
  const [first] = events;
  const last = events.at(-1);
  if (last?.EventType === 'WaitStarted') return last.WaitStartedDetails.ScheduledEndTimestamp;
  if (last?.EventType === 'StepFailed') {
    return after(last, last.StepFailedDetails.RetryDetails.NextAttemptDelaySeconds);
  }
  if (last?.EventType === 'StepSucceeded') {
    return after(last, last.StepSucceededDetails.RetryDetails.NextAttemptDelaySeconds);
  }
  const isOpenCallback = last?.EventType === 'CallbackStarted' || last?.EventType === '_CallbackHeartbeat';
  if (!isOpenCallback || first?.EventType !== 'CallbackStarted') return Infinity;
  const { Timeout, HeartbeatTimeout } = first.CallbackStartedDetails;
  return Math.min(after(first, Timeout), after(last, HeartbeatTimeout));
}

function after({ EventTimestamp }: JournalEvent, seconds: number | undefined): number {
  return seconds === undefined ? Infinity : EventTimestamp + seconds * 1000;
}

function executionDeadline([first]: readonly JournalEvent[]): number {
  if (first?.EventType !== 'ExecutionStarted') return Infinity;
  return after(first, first.ExecutionStartedDetails.ExecutionTimeout);
}

/** A pause after a failed invocation lasts until it is said to be over. */
function retryDeadline(events: readonly JournalEvent[]): number {
  const ends = events.filter(({ EventType }) =>
    ['InvocationCompleted', '_InvocationRetryDue'].includes(EventType),
  );
  const last = ends.at(-1);
  if (!last || !isFailure(last)) return Infinity;
  const invocations = ends.filter((event) => event.EventType === 'InvocationCompleted' && !event._Lost);
  const good = invocations.findLastIndex((event) => !isFailure(event));
  return after(last, Math.min(2 ** (invocations.length - good - 2), 60));
}

function isFailure(event: JournalEvent): boolean {
  if (event.EventType !== 'InvocationCompleted' || event._Lost) return false;
  return event.InvocationCompletedDetails.Error !== undefined;
}
