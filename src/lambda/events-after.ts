import type { Lambda } from './client.ts';
import { readHistory } from './history.ts';
import type { HistoryEvent } from './history-event.ts';

export interface EventsQuery {
  readonly DurableExecutionArn: string;
  /** With inputs, results and errors. */
  readonly withData: boolean;
}

/** What stands in a history behind the event of a number, oldest first; all of it behind 0. */
export async function eventsAfter(
  lambda: Pick<Lambda, 'getDurableExecutionHistory'>,
  query: EventsQuery,
  last: number,
  signal?: AbortSignal,
): Promise<readonly HistoryEvent[]> {
  // Once something was seen it is read from the newest back, so that a long history costs nothing.
  const reverse = last > 0;
  const events: HistoryEvent[] = [];
  const history = readHistory(lambda, { ...query, reverse, firstPage: reverse ? 20 : undefined }, signal);
  for await (const event of history) {
    if (event.EventId <= last) break;
    events.push(event);
  }
  return reverse ? events.reverse() : events;
}
