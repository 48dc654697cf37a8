import type { JournalEvent } from '../../src/model/event.ts';

type Events = readonly JournalEvent[];

const ending =
  /^(Callback|Wait|ChainedInvoke|Execution|Context)(Succeeded|Failed|TimedOut|Stopped|Cancelled)$/;

/** What began or ended more than once. */
export function twice(events: Events): readonly string[] {
  const once = events.filter(
    (event) =>
      ending.test(event.EventType) ||
      (event.EventType === 'StepSucceeded' && !isRetry(event)) ||
      /^(Execution|Callback|Wait|ChainedInvoke)Started$/.test(event.EventType),
  );
  const seen = new Set<string>();
  const found: string[] = [];
  for (const event of once) {
    const how = event.EventType.endsWith('Started') ? 'begins' : 'ends';
    const key = `${'Id' in event ? event.Id : 'the execution'} ${how} twice`;
    if (seen.has(key)) found.push(key);
    seen.add(key);
  }
  const end = events.findIndex(({ EventType }) => /^Execution(?!Started)/.test(EventType));
  // A function that runs when its execution is stopped or times out ends later.
  const after = end < 0 ? [] : events.slice(end + 1).map(({ EventType }) => EventType);
  if (after.length > 1 || (after[0] ?? 'InvocationCompleted') !== 'InvocationCompleted')
    found.push(`${after.join(', ')} after the end`);
  return found;
}

const isRetry = (event: Extract<JournalEvent, { EventType: 'StepSucceeded' }>): boolean =>
  event.StepSucceededDetails.RetryDetails?.NextAttemptDelaySeconds !== undefined;

/** What timers did before their time, or later than `allowance` milliseconds after it. */
export function untimely(events: Events, allowance: number): readonly string[] {
  const due = new Map<string, Due>();
  return events.flatMap((event) => {
    if (!('Id' in event)) return [];
    const before = due.get(event.Id);
    const after = dueAfter(event, before);
    if (after) due.set(event.Id, after);
    if (!before || !byTimer.has(event.EventType)) return [];
    const at = Math.min(before.at, before.beatAt ?? Number.POSITIVE_INFINITY);
    const late = event.EventTimestamp - at;
    return late >= 0 && late <= allowance ? [] : [`${event.EventType} of ${event.Id} came ${late} ms late`];
  });
}

interface Due {
  readonly at: number;
  /** When it expires for want of a heartbeat. */
  readonly beatAt?: number | undefined;
  readonly heartbeat?: number | undefined;
}

const byTimer = new Set<string>(['WaitSucceeded', 'CallbackTimedOut', '_StepReady']);

function dueAfter(event: Extract<JournalEvent, { Id: string }>, before: Due | undefined): Due | undefined {
  const { EventTimestamp: now } = event;
  switch (event.EventType) {
    case 'WaitStarted':
      return { at: Number(event.WaitStartedDetails.ScheduledEndTimestamp) };
    case 'CallbackStarted': {
      const { Timeout, HeartbeatTimeout: heartbeat } = event.CallbackStartedDetails;
      const at = Timeout ? now + Timeout * 1000 : Number.POSITIVE_INFINITY;
      return { at, heartbeat, beatAt: heartbeat && now + heartbeat * 1000 };
    }
    case '_CallbackHeartbeat':
      return before?.heartbeat ? { ...before, beatAt: now + before.heartbeat * 1000 } : before;
    case 'StepFailed': {
      const delay = event.StepFailedDetails.RetryDetails?.NextAttemptDelaySeconds;
      return delay === undefined ? before : { at: now + delay * 1000 };
    }
    default:
      return before;
  }
}
