import { type Clock, sleep } from '../model/time.ts';
import type { ExecutionLogs } from './execution-logs.ts';
import { type Feeder, LiveFeed } from './live-feed.ts';
import type { TailedLine } from './log-match.ts';
import type { LogReader } from './log-reader.ts';
import { logWindows } from './log-windows.ts';
import { byTime, type Tail } from './tailed-events.ts';
import type { TailedEvent, TailedExecutions } from './tailed-executions.ts';

export type TailedItem = TailedEvent | TailedLine;

export interface LoggedTail {
  readonly tail: Tail<TailedEvent>;
  readonly logs: ExecutionLogs;
  readonly executions: TailedExecutions;
  readonly clock: Clock;
  /** Milliseconds after the end of all in which lines may still turn up. */
  readonly lateness: number;
}

/** Events, and the lines that functions printed meanwhile, by time; what has happened so far comes at once. */
export const withLogs = (logged: LoggedTail): Tail<TailedItem> => ({
  soFar: (signal) => itemsSoFar(logged, signal),
  live: (signal) => itemsLive(logged, signal),
});

async function* itemsSoFar(
  { tail, logs, executions, clock }: LoggedTail,
  signal: AbortSignal,
): AsyncGenerator<readonly TailedItem[]> {
  const events: TailedEvent[] = [];
  for await (const some of tail.soFar(signal)) for (const one of some) events.push(one);
  const now = clock.now();
  for (const { DurableExecutionArn } of executions.open) await logs.open(DurableExecutionArn, now, signal);
  for (const { DurableExecutionArn } of events) await logs.open(DurableExecutionArn, now, signal);
  const lines = await linesDuring(logs, events, now, signal);
  // Those before the first event that is shown belong to others, which are not.
  const from = events.reduce((first, { time }) => Math.min(first, time), now);
  yield byTime<TailedItem>([...events, ...lines.filter(({ time }) => time >= from)]);
}

async function linesDuring(
  logs: ExecutionLogs,
  events: readonly TailedEvent[],
  now: number,
  signal: AbortSignal,
): Promise<readonly TailedLine[]> {
  const groups = await Promise.all(events.map((one) => logs.groupOf(one.DurableExecutionArn, signal)));
  const lines: (readonly TailedLine[])[] = [];
  for (const reader of logs.readers) {
    const own = events.filter((_, index) => groups[index] === reader.group);
    for (const window of logWindows(own, now)) lines.push(logs.take(await reader.between(window, signal)));
  }
  for (const event of events) lines.push(await logs.takeEvent(event, signal));
  return lines.flat();
}

async function* itemsLive(logged: LoggedTail, signal: AbortSignal): AsyncGenerator<readonly TailedItem[]> {
  const { tail, logs } = logged;
  const feed = new LiveFeed<TailedItem>(signal);
  const addReader = (reader: LogReader) => void feed.addGuest(lineFeeder(logged, reader, signal));
  feed.addHost({
    async run(put, whileWatched) {
      for await (const events of tail.live(whileWatched)) {
        await put(events);
        for (const one of events) {
          const reader = await logs.open(one.DurableExecutionArn, one.time, whileWatched);
          if (reader) addReader(reader);
          await put(await logs.takeEvent(one, whileWatched));
        }
      }
    },
  });
  for (const reader of logs.readers) addReader(reader);
  for await (const items of feed.batches()) yield byTime(items);
}

const lineFeeder = (
  { logs, clock, lateness }: LoggedTail,
  reader: LogReader,
  signal: AbortSignal,
): Feeder<TailedLine> => ({
  async run(put, whileFollowed) {
    for await (const lines of reader.follow(whileFollowed)) await put(logs.take(lines));
  },
  async lastLook() {
    await sleep(clock, lateness, signal);
    return logs.take(await reader.read(signal));
  },
});
