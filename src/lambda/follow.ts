import { type Clock, sleep } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { type EventsQuery, eventsAfter } from './events-after.ts';
import type { HistoryEvent } from './history-event.ts';
import { isPassing } from './service-error.ts';

type Followed = Pick<Lambda, 'isLocal' | 'getDurableExecutionHistory'>;

export interface FollowQuery extends EventsQuery {
  /** Begins behind the event of this number, and not with the first. */
  readonly after?: number | undefined;
}

// Milliseconds between two questions: short while things happen, growing while nothing does.
const localPace = { shortest: 50, longest: 500 };
const remotePace = { shortest: 500, longest: 10_000 };

/** The events of an execution, then new ones as they come, until it has ended. */
export async function* followHistory(
  lambda: Followed,
  clock: Clock,
  query: FollowQuery,
  signal: AbortSignal,
): AsyncGenerator<HistoryEvent> {
  for await (const events of followPolls(lambda, clock, query, signal)) yield* events;
}

/** The same, a list for each time the service was asked; the first holds all there is, later ones may be empty. */
export async function* followPolls(
  lambda: Followed,
  clock: Clock,
  query: FollowQuery,
  signal: AbortSignal,
): AsyncGenerator<readonly HistoryEvent[]> {
  const pace = lambda.isLocal ? localPace : remotePace;
  let last = query.after ?? 0;
  let delay = pace.shortest;
  while (true) {
    const events = await patiently(clock, signal, () => eventsAfter(lambda, query, last, signal));
    yield events;
    if (events.some(isExecutionEnd)) return;
    last = events.at(-1)?.EventId ?? last;
    delay = events.length > 0 ? pace.shortest : Math.min(delay * 1.5, pace.longest);
    await sleep(clock, delay, signal);
  }
}

/** Whether the event is the one that closes its execution. */
export const isExecutionEnd = ({ EventType }: HistoryEvent): boolean =>
  /^Execution(?!Started)/.test(EventType);

// Half a minute without network, or with too much traffic, must not end a watch of days.
const patience = [1_000, 2_000, 4_000, 8_000, 16_000];

async function patiently<Answer>(
  clock: Clock,
  signal: AbortSignal,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (const delay of patience) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(clock, delay, signal);
    }
  }
  return ask();
}
