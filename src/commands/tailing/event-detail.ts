import { detailsOf, errorLine, errorOf, type HistoryEvent } from '../../lambda/history-event.ts';
import { nextAttempt, retryOf } from '../../lambda/operations.ts';
import { formatDuration } from '../../model/time.ts';

/** What an event says beyond its name, on one line, without payloads and times: `timeout 5m, heartbeat 1m, id …`. */
export function eventDetail(event: HistoryEvent): string | undefined {
  const parts = [...startOf(event), errorLine(errorOf(event)), attemptOf(event)];
  return parts.filter((part) => part !== undefined).join(', ') || undefined;
}

/** When what an event began goes on: a wait's end, or the next attempt of a step. */
export function dueOf(event: HistoryEvent): Date | undefined {
  const details = detailsOf(event);
  return details && 'ScheduledEndTimestamp' in details ? details.ScheduledEndTimestamp : nextAttempt(event);
}

function startOf(event: HistoryEvent): (string | undefined)[] {
  const details = detailsOf(event);
  if (!details) return [];
  if ('CallbackId' in details) {
    const { CallbackId, Timeout, HeartbeatTimeout } = details;
    return [seconds('timeout', Timeout), seconds('heartbeat', HeartbeatTimeout), `id ${CallbackId}`];
  }
  if ('FunctionName' in details) return [`calls ${details.FunctionName}`];
  if ('RequestId' in details) return [tookOf(details)];
  return [];
}

const seconds = (name: string, amount: number | undefined): string | undefined =>
  amount ? `${name} ${formatDuration(amount * 1000)}` : undefined;

function tookOf(invocation: { StartTimestamp?: Date | undefined; EndTimestamp?: Date | undefined }) {
  const { StartTimestamp, EndTimestamp } = invocation;
  return StartTimestamp && EndTimestamp
    ? `took ${(EndTimestamp.getTime() - StartTimestamp.getTime()) / 1000}s`
    : undefined;
}

function attemptOf(event: HistoryEvent): string | undefined {
  const attempt = retryOf(event)?.CurrentAttempt;
  const isTold = attempt !== undefined && (attempt > 1 || nextAttempt(event) !== undefined);
  return isTold ? `attempt ${attempt}` : undefined;
}
