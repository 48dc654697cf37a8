import { type Clock, sleep } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { readHistory } from './history.ts';
import type { HistoryEvent } from './history-event.ts';
import { isPassing } from './service-error.ts';

export interface FollowQuery {
  readonly DurableExecutionArn: string;
  /** With inputs, results and errors. */
  readonly withData: boolean;
}

// Milliseconds between two questions: short while things happen, growing while nothing does.
const localPace = { shortest: 50, longest: 500 };
const remotePace = { shortest: 500, longest: 10_000 };

/** Every event of an execution from its first on, then new ones as they come, until the execution has ended. */
export async function* followHistory(
  lambda: Lambda,
  clock: Clock,
  query: FollowQuery,
  signal: AbortSignal,
): AsyncGenerator<HistoryEvent> {
  const pace = lambda.isLocal ? localPace : remotePace;
  let news = readHistory(lambda, query, signal);
  let delay = pace.shortest;
  let last = 0;
  let hasEnded = false;
  while (true) {
    const before = last;
    for await (const event of news) {
      last = event.EventId;
      hasEnded ||= isEnd(event);
      yield event;
    }
    if (hasEnded) return;
    delay = last > before ? pace.shortest : Math.min(delay * 1.5, pace.longest);
    await sleep(clock, delay, signal);
    news = newEvents(lambda, clock, query, last, signal);
  }
}

/** Whether the event is the one that closes its execution. */
export const isEnd = ({ EventType }: HistoryEvent): boolean => /^Execution(?!Started)/.test(EventType);

/** Events after `last`, oldest first: read from the newest back, so that a long history costs nothing. */
async function* newEvents(
  lambda: Lambda,
  clock: Clock,
  query: FollowQuery,
  last: number,
  signal: AbortSignal,
): AsyncGenerator<HistoryEvent> {
  const found = await patiently(clock, signal, async () => {
    const events: HistoryEvent[] = [];
    for await (const event of readHistory(lambda, { ...query, reverse: true, firstPage: 20 }, signal)) {
      if (event.EventId <= last) break;
      events.push(event);
    }
    return events;
  });
  yield* found.reverse();
}

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
