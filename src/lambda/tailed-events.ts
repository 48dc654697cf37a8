import type { Clock } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { addLive, type LiveEvents } from './events-live.ts';
import { eventsSoFar } from './events-so-far.ts';
import type { ListedExecution } from './executions.ts';
import type { HistoryEvent } from './history-event.ts';
import { type Feeder, LiveFeed } from './live-feed.ts';
import type { NewExecutions } from './new-executions.ts';
import { newestEvents } from './newest-events.ts';
import type { OnGone, TailedEvent, TailedExecutions } from './tailed-executions.ts';

export interface TailQuery {
  /** Those asked for by name, and what is known of others. */
  readonly executions: TailedExecutions;
  /** Whose executions join by themselves. */
  readonly functions: readonly NewExecutions[];
  /** The service as it is asked for what is new. */
  readonly liveLambda: Lambda;
  readonly withChildren: boolean;
  /** Of what has happened so far only so many of those that are wanted. */
  readonly last?: number | undefined;
  readonly isWanted: (event: HistoryEvent) => boolean;
  /** What ended after it is shown, too. */
  readonly since?: Date | undefined;
  /** Every event is seen here before any is shown, those left out by `last` among them, which costs reading them. */
  readonly onRead?: ((one: TailedEvent) => void) | undefined;
  readonly onGone: OnGone;
}

/** What has happened and what happens: first the one, then the other. In order for each execution, and by time among them as far as it is known. */
export interface Tail<Item> {
  soFar(signal: AbortSignal): AsyncGenerator<readonly Item[]>;
  /** Ends when nothing can come any more, which with functions is never. */
  live(signal: AbortSignal): AsyncGenerator<readonly Item[]>;
}

export function tailedEvents(lambda: Lambda, clock: Clock, query: TailQuery): Tail<TailedEvent> {
  const { executions, functions, last, onRead } = query;
  return {
    async *soFar(signal) {
      const ended = await joinPresent(lambda, query, signal);
      if (last === undefined) yield* alone(allSoFar(lambda, query, ended, signal));
      else yield await lastSoFar(lambda, { ...query, last }, ended, signal);
    },
    async *live(signal) {
      if (executions.open.length === 0 && functions.length === 0) return;
      for await (const batch of liveBatches({ ...query, lambda: query.liveLambda, clock }, signal)) {
        for (const one of batch) onRead?.(one);
        yield byTime(batch);
      }
    },
  };
}

/** Those of one execution stay in their order. */
export const byTime = <Item extends { readonly time: number }>(items: readonly Item[]): readonly Item[] =>
  items.toSorted((one, other) => one.time - other.time);

/** Lets join what runs; returns what has ended and is asked for. */
async function joinPresent(
  lambda: Lambda,
  { executions, functions, since, last }: TailQuery,
  signal: AbortSignal,
): Promise<readonly ListedExecution[]> {
  const ended: ListedExecution[] = [];
  for (const one of functions) {
    const { isFirst } = one;
    const found = isFirst ? await one.present(lambda, signal) : await one.fresh(lambda, signal);
    if (isFirst && (since || last !== undefined)) ended.push(...(await one.ended(lambda, since, signal)));
    for (const execution of found) join(executions, execution, isFirst && execution.Status !== 'RUNNING');
  }
  if (functions.length > 0) executions.forget(horizonOf(functions));
  // What has ended since it was seen to run is still read on.
  return ended.filter(({ DurableExecutionArn: arn }) => executions.get(arn)?.hasEnded !== false);
}

/** Nothing that began before it is listed as new; epoch milliseconds. */
const horizonOf = (functions: readonly NewExecutions[]): number =>
  Math.min(...functions.map(({ horizon }) => horizon));

const join = (executions: TailedExecutions, one: ListedExecution, hasEnded = false) =>
  executions.add(one.DurableExecutionArn, { start: one.StartTimestamp.getTime(), hasEnded });

async function* allSoFar(
  lambda: Lambda,
  { executions, withChildren, onRead, onGone }: TailQuery,
  ended: readonly ListedExecution[],
  signal: AbortSignal,
): AsyncGenerator<TailedEvent> {
  for (const one of ended) {
    executions.remove(one.DurableExecutionArn);
    join(executions, one);
  }
  for await (const one of eventsSoFar(lambda, executions, { withChildren, onGone }, signal)) {
    onRead?.(one);
    yield one;
  }
}

async function lastSoFar(
  lambda: Lambda,
  query: TailQuery & { readonly last: number },
  ended: readonly ListedExecution[],
  signal: AbortSignal,
): Promise<readonly TailedEvent[]> {
  const { executions, withChildren, last: count, isWanted, onRead } = query;
  if (!withChildren && !onRead) return newestEvents(lambda, executions, ended, { count, isWanted }, signal);
  const found: TailedEvent[] = [];
  // Each of those that ended has an event at its end, so no more of them can be needed.
  for await (const one of allSoFar(lambda, query, ended.slice(0, count), signal))
    if (isWanted(one.event) && found.push(one) > count) found.shift();
  return found;
}

async function* alone<Item>(items: AsyncIterable<Item>): AsyncGenerator<readonly Item[]> {
  for await (const item of items) yield [item];
}

function liveBatches(
  live: Omit<TailQuery, 'liveLambda'> & LiveEvents,
  signal: AbortSignal,
): AsyncGenerator<readonly TailedEvent[]> {
  const feed = new LiveFeed<TailedEvent>(signal);
  for (const one of live.executions.open) addLive(live, feed, one);
  for (const one of live.functions) feed.addHost(newcomers(live, feed, one, live.functions));
  return feed.batches();
}

const newcomers = (
  live: LiveEvents,
  feed: LiveFeed<TailedEvent>,
  functions: NewExecutions,
  all: readonly NewExecutions[],
): Feeder<TailedEvent> => ({
  async run(_, signal) {
    const { executions } = live;
    const isNew = ({ DurableExecutionArn }: ListedExecution) => !executions.get(DurableExecutionArn);
    for await (const fresh of functions.asTheyBegin(live.lambda, isNew, signal)) {
      for (const one of fresh) {
        const added = join(executions, one);
        if (added) addLive(live, feed, added);
      }
      executions.forget(horizonOf(all));
    }
  },
});
