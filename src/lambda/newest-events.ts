import type { Lambda } from './client.ts';
import type { ListedExecution } from './executions.ts';
import { readHistory } from './history.ts';
import type { HistoryEvent } from './history-event.ts';
import { mergeOrdered } from './merge-ordered.ts';
import type { TailedEvent, TailedExecutions } from './tailed-executions.ts';

export interface NewestQuery {
  readonly count: number;
  readonly isWanted: (event: HistoryEvent) => boolean;
}

/**
 * The newest so many of the wanted events of the watched executions, and of others that have ended; oldest first.
 * Histories are read backwards, and those of the ended ones only as long as newer events may be in there.
 */
export async function newestEvents(
  lambda: Lambda,
  executions: TailedExecutions,
  ended: readonly ListedExecution[],
  { count, isWanted }: NewestQuery,
  signal: AbortSignal,
): Promise<readonly TailedEvent[]> {
  const eventsOf = (arn: string) => backwards(lambda, arn, signal);
  const watched = executions.open.map(({ DurableExecutionArn }) =>
    watchedFrom(executions, eventsOf(DurableExecutionArn)),
  );
  const others = ended.map((one) => fromEnd(one, eventsOf(one.DurableExecutionArn)));
  const found: TailedEvent[] = [];
  const newestFirst = mergeOrdered([...watched, ...others], ({ time }) => -time);
  for await (const { DurableExecutionArn, time, event } of newestFirst)
    if (event && isWanted(event) && found.push({ DurableExecutionArn, time, event }) === count) break;
  return found.reverse();
}

/** An event, or without one the time before which there are some. */
interface Older {
  readonly DurableExecutionArn: string;
  readonly time: number;
  readonly event?: HistoryEvent;
}

async function* backwards(
  lambda: Lambda,
  DurableExecutionArn: string,
  signal: AbortSignal,
): AsyncGenerator<TailedEvent> {
  for await (const event of readHistory(
    lambda,
    { DurableExecutionArn, withData: true, reverse: true },
    signal,
  ))
    yield { DurableExecutionArn, time: event.EventTimestamp.getTime(), event };
}

/** What comes after the newest is for those who follow. */
async function* watchedFrom(
  executions: TailedExecutions,
  events: AsyncGenerator<TailedEvent>,
): AsyncGenerator<TailedEvent> {
  for await (const one of events) {
    executions.take(one.DurableExecutionArn, one.event);
    yield one;
  }
}

async function* fromEnd(
  { DurableExecutionArn, EndTimestamp, StartTimestamp }: ListedExecution,
  events: AsyncGenerator<TailedEvent>,
): AsyncGenerator<Older> {
  yield { DurableExecutionArn, time: (EndTimestamp ?? StartTimestamp).getTime() };
  yield* events;
}
