import { detailsOf, errorLine, errorOf, type HistoryEvent } from '../lambda/history-event.ts';
import { nextAttempt, retryOf } from '../lambda/operations.ts';
import { formatDuration, toIso } from '../model/time.ts';

/** What an event says beyond its name, on one line and without payloads: `timeout 5m, heartbeat 1m, id …`. */
export function eventDetail(event: HistoryEvent): string | undefined {
  const parts = [...startOf(event), errorLine(errorOf(event)), retryDetail(event)];
  return parts.filter((part) => part !== undefined).join(', ') || undefined;
}

function startOf(event: HistoryEvent): (string | undefined)[] {
  const details = detailsOf(event);
  if (!details) return [];
  if ('CallbackId' in details) {
    const { CallbackId, Timeout, HeartbeatTimeout } = details;
    return [seconds('timeout', Timeout), seconds('heartbeat', HeartbeatTimeout), `id ${CallbackId}`];
  }
  if ('ScheduledEndTimestamp' in details) return [`until ${timeOf(details.ScheduledEndTimestamp)}`];
  if ('FunctionName' in details) return [`calls ${details.FunctionName}`];
  if ('RequestId' in details) return [tookOf(details)];
  return [];
}

const seconds = (name: string, amount: number | undefined): string | undefined =>
  amount ? `${name} ${formatDuration(amount * 1000)}` : undefined;

const timeOf = (time: Date | undefined): string => (time ? toIso(time.getTime()) : 'an unknown time');

function tookOf(invocation: { StartTimestamp?: Date | undefined; EndTimestamp?: Date | undefined }) {
  const { StartTimestamp, EndTimestamp } = invocation;
  return StartTimestamp && EndTimestamp
    ? `took ${(EndTimestamp.getTime() - StartTimestamp.getTime()) / 1000}s`
    : undefined;
}

function retryDetail(event: HistoryEvent): string | undefined {
  const attempt = retryOf(event)?.CurrentAttempt;
  const next = nextAttempt(event);
  if (next) return `attempt ${attempt}, again at ${timeOf(next)}`;
  return attempt !== undefined && attempt > 1 ? `attempt ${attempt}` : undefined;
}
