import { type Clock, sleep } from '../model/time.ts';
import { type CallbackChange, changesBy, forgotten, type OpenParts, openParts } from './callback-change.ts';
import type { CallbackScope } from './callbacks.ts';
import type { Lambda } from './client.ts';
import { eventWithData } from './event-with-data.ts';
import { eventsAfter } from './events-after.ts';
import type { HistoryEvent } from './history-event.ts';
import { IndexHints } from './index-hints.ts';
import { mapInOrder } from './map-in-order.ts';
import { type Newcomer, Newcomers } from './newcomers.ts';
import { remembering } from './remembering.ts';
import { isGone } from './service-error.ts';
import { type Pace, paceFor } from './watch-pace.ts';

/** An execution under watch. */
interface Watched {
  readonly parts: OpenParts;
  /** Of what happened before it was found, only what is still open is news. */
  readonly wasThere: boolean;
  /** The number of the newest event that was read. */
  last: number;
  /** When that happened, epoch milliseconds. */
  news: number;
  /** When it is looked at again, epoch milliseconds. */
  due: number;
}

// Histories read at a time: enough to hide the network, few enough for the service's limits.
const width = 8;
// So many, and then the lists have their turn again.
const batch = 200;

// New functions are watched after so many milliseconds; asking which there are may take many calls.
const functionsChange = ({ isLocal }: Lambda): number => (isLocal ? 1_000 : 60_000);

/**
 * The callbacks that are open, then every one that opens or closes, for as long as anything can happen in the scope.
 * Each change is told once. An error of the service ends it, so that who wants to bear errors gives a patient `lambda`.
 */
export async function* watchCallbacks(
  lambda: Lambda,
  clock: Clock,
  scope: CallbackScope,
  signal: AbortSignal,
): AsyncGenerator<CallbackChange> {
  const { DurableExecutionArn } = scope;
  // One that is not there must not look like one that has ended.
  if (DurableExecutionArn !== undefined)
    await lambda.getDurableExecution({ DurableExecutionArn, IncludeExecutionData: false }, signal);
  const newcomers = new Newcomers(remembering(lambda, clock, functionsChange(lambda)), clock, scope);
  const hints = new IndexHints(lambda, scope);
  const pace = paceFor(lambda, clock, (await hints.changed(signal)) !== undefined);
  const watched = new Map<string, Watched>();
  let lists = pace.first();
  let looks = pace.isHinted ? pace.first() : undefined;
  const isOver = () => DurableExecutionArn !== undefined && watched.size === 0;
  for (;;) {
    const began = clock.now();
    if (looks && looks.due <= began) {
      const changed = (await hints.changed(signal)) ?? [];
      if (hasten(watched, changed, began)) lists = { ...lists, due: began };
      looks = pace.next(looks, { hasNews: changed.length > 0, began });
    }
    if (lists.due <= began) {
      const found = await newcomers.find(signal);
      for (const one of found) watched.set(one.DurableExecutionArn, watchedFrom(one, began));
      lists = pace.next(lists, { hasNews: found.length > 0, began });
    }
    yield* changesOfDue(lambda, clock, watched, pace, signal);
    if (isOver()) return;
    let due = Math.min(lists.due, looks?.due ?? Infinity);
    for (const one of watched.values()) due = Math.min(due, one.due);
    await sleep(clock, Math.max(0, due - clock.now()), signal);
  }
}

/** Has what changed be looked at; true when some of it is not watched yet. */
function hasten(watched: ReadonlyMap<string, Watched>, changed: readonly string[], now: number): boolean {
  let isUnknown = false;
  for (const arn of changed) {
    const one = watched.get(arn);
    if (one) one.due = now;
    else isUnknown = true;
  }
  return isUnknown;
}

const watchedFrom = ({ DurableExecutionArn, wasThere }: Newcomer, now: number): Watched => ({
  parts: openParts(DurableExecutionArn),
  wasThere,
  last: 0,
  news: now,
  due: now,
});

async function* changesOfDue(
  lambda: Lambda,
  clock: Clock,
  watched: Map<string, Watched>,
  pace: Pace,
  signal: AbortSignal,
): AsyncGenerator<CallbackChange> {
  const due = [...watched.values()].filter(({ due: time }) => time <= clock.now());
  due.sort((one, other) => one.due - other.due);
  const read = mapInOrder(
    due.slice(0, batch),
    width,
    async (one, either) => ({ one, events: await newEvents(lambda, one, either) }),
    signal,
  );
  for await (const { one, events } of read) {
    const changes = events ? takeIn(one, events) : forgotten(one.parts, new Date(clock.now()));
    const { callbacks } = one.parts;
    one.due = pace.dueOf({ news: one.news, callbacks, count: watched.size });
    if (one.parts.hasEnded) watched.delete(one.parts.DurableExecutionArn);
    yield* changes;
  }
}

/** Undefined when the service has forgotten the execution. */
async function newEvents(
  lambda: Lambda,
  { parts: { DurableExecutionArn }, last, wasThere }: Watched,
  signal: AbortSignal,
): Promise<readonly HistoryEvent[] | undefined> {
  try {
    const events = await eventsAfter(lambda, { DurableExecutionArn, withData: false }, last, signal);
    // Which of two timeouts it was stands in the payload alone.
    const withReason = async (event: HistoryEvent) =>
      event.EventType === 'CallbackTimedOut' && (last > 0 || !wasThere)
        ? ((await eventWithData(lambda, DurableExecutionArn, event.EventId, signal)) ?? event)
        : event;
    return await Promise.all(events.map(withReason));
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function takeIn(one: Watched, events: readonly HistoryEvent[]): readonly CallbackChange[] {
  const isCatchingUp = one.wasThere && one.last === 0;
  const newest = events.at(-1);
  one.last = newest?.EventId ?? one.last;
  one.news = newest?.EventTimestamp.getTime() ?? one.news;
  const changes = events.flatMap((event) => changesBy(one.parts, event));
  if (!isCatchingUp) return changes;
  return [...one.parts.callbacks.values()].map((callback) => ({ kind: 'opened', callback }));
}
