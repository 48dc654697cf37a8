import { limits } from '../../model/limits.ts';
import { isExecutionEnd } from '../follow.ts';
import type { HistoryEvent } from '../history-event.ts';

// For clocks that differ, and for a service that is late.
const slack = 5 * 60_000;

/**
 * Whether nothing can come behind events that were all there were at a time, in epoch milliseconds:
 * an invocation may outlive its execution, and its end is the last event then.
 */
export function hasSettled(events: readonly HistoryEvent[], at: number): boolean {
  const index = events.findIndex(isExecutionEnd);
  const end = events[index];
  if (!end) return false;
  const isReply = end.EventType === 'ExecutionSucceeded' || end.EventType === 'ExecutionFailed';
  if (isReply && isInvocationEnd(events[index - 1])) return true;
  if (events.slice(index).some(isInvocationEnd)) return true;
  return at - end.EventTimestamp.getTime() > limits.functionTimeout * 1000 + slack;
}

const isInvocationEnd = (event: HistoryEvent | undefined): boolean =>
  event?.EventType === 'InvocationCompleted';
