import type { LogEvent } from '../../functions/function-logs.ts';
import { invalidLogsParameter } from './logs-action.ts';

// The service's bounds on one answer; bytes.
const largestPage = { events: 10_000, bytes: 1024 * 1024 };

export interface LogPage {
  readonly events: readonly LogEvent[];
  /** Whether some are left over. */
  readonly isCut: boolean;
}

/** The first of some events, as many as one answer takes, and always one. */
export function logPage(events: readonly LogEvent[], limit = largestPage.events): LogPage {
  let bytes = 0;
  const end = events.findIndex(({ message }, index) => {
    bytes += Buffer.byteLength(message);
    return index >= limit || (index > 0 && bytes > largestPage.bytes);
  });
  return end === -1 ? { events, isCut: false } : { events: events.slice(0, end), isCut: true };
}

/** The sequence that a token of ours stands for. */
export function readLogToken(token: string): number {
  if (!/^\d{1,16}$/.test(token)) throw invalidLogsParameter('The specified nextToken is invalid.');
  return Number(token);
}

/** An event as the service shows it; a line ends with its line feed, as Lambda's own do. */
export function shownLogEvent({ timestamp, message }: LogEvent) {
  return { timestamp, message: `${message}\n`, ingestionTime: timestamp };
}
