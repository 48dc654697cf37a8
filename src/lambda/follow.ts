import { type Clock, sleep } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { type EventsQuery, eventsAfter } from './events-after.ts';
import { FollowPace } from './follow-pace.ts';
import type { HistoryEvent } from './history-event.ts';
import { patiently } from './patiently.ts';

type Followed = Pick<Lambda, 'isLocal' | 'getDurableExecutionHistory'>;

export interface FollowQuery extends EventsQuery {
  /** Begins behind the event of this number, and not with the first. */
  readonly after?: number | undefined;
}

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
  let last = query.after ?? 0;
  const pace = new FollowPace(clock, lambda.isLocal, last === 0);
  const ask = (after: number, withData: boolean) =>
    patiently(clock, signal, () => eventsAfter(lambda, { ...query, withData }, after, signal));
  while (true) {
    const events = await ask(last, query.withData);
    yield events;
    if (events.some(isExecutionEnd)) return;
    last = events.at(-1)?.EventId ?? last;
    pace.take(events);
    if (pace.wantsPast) pace.takePast(await ask(0, false));
    await sleep(clock, pace.delay(), signal);
  }
}

/** Whether the event is the one that closes its execution. */
export const isExecutionEnd = ({ EventType }: HistoryEvent): boolean =>
  /^Execution(?!Started)/.test(EventType);
