import { exitCodes, Failure } from '../../cli/failure.ts';
import { type Clock, sleep } from '../../model/time.ts';
import type { CallbackScope } from '../callbacks.ts';
import type { Lambda } from '../client.ts';
import { eventWithData } from '../event-with-data.ts';
import { eventsAfter } from '../events-after.ts';
import type { HistoryEvent } from '../history-event.ts';
import { mapInOrder } from '../map-in-order.ts';
import { NewExecutions } from '../new-executions.ts';
import { remembering } from '../remembering.ts';
import { isGone } from '../service-error.ts';
import { type CallbackChange, changesBy, forgotten } from './callback-change.ts';
import { IndexHints } from './index-hints.ts';
import { type Pace, paceFor } from './watch-pace.ts';
import { type Watched, WatchedExecutions } from './watched-executions.ts';

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
  const find = finder(remembering(lambda, clock, functionsChange(lambda)), clock, scope);
  const hints = new IndexHints(lambda, scope);
  const pace = paceFor(lambda, clock, (await hints.changed(signal)) !== undefined);
  const watched = new WatchedExecutions();
  let lists = pace.first();
  let looks = pace.isHinted ? pace.first() : undefined;
  for (;;) {
    const began = clock.now();
    if (looks && looks.due <= began) {
      const changed = (await hints.changed(signal)) ?? [];
      if (watched.hasten(changed, began)) lists = { ...lists, due: began };
      looks = pace.next(looks, { hasNews: changed.length > 0, began });
    }
    if (lists.due <= began) lists = pace.next(lists, { hasNews: await find(watched, signal), began });
    yield* changesOfDue(lambda, clock, watched, pace, signal);
    if (DurableExecutionArn !== undefined && watched.size === 0) return;
    const due = Math.min(lists.due, looks?.due ?? Infinity, watched.due);
    await sleep(clock, Math.max(0, due - clock.now()), signal);
  }
}

/** Lets executions of the scope join the watched ones; says whether any did. */
type Find = (watched: WatchedExecutions, signal: AbortSignal) => Promise<boolean>;

function finder(lambda: Lambda, clock: Clock, { DurableExecutionArn, ...functions }: CallbackScope): Find {
  const executions = new NewExecutions(clock, functions);
  let isFirst = true;
  return async (watched, signal) => {
    const wasThere = isFirst;
    isFirst = false;
    if (DurableExecutionArn !== undefined) {
      if (wasThere) watched.watch(DurableExecutionArn, true, clock.now());
      return wasThere;
    }
    const listed = wasThere
      ? await executions.present(lambda, signal)
      : await executions.fresh(lambda, signal).catch(noneIfMissing);
    const hasNews = watched.join(listed, wasThere, clock.now());
    watched.forget(executions.horizon);
    return hasNews;
  };
}

// What there was may be deployed anew.
function noneIfMissing(error: unknown): readonly never[] {
  if (error instanceof Failure && error.exitCode === exitCodes.notFound) return [];
  throw error;
}

async function* changesOfDue(
  lambda: Lambda,
  clock: Clock,
  watched: WatchedExecutions,
  pace: Pace,
  signal: AbortSignal,
): AsyncGenerator<CallbackChange> {
  const read = mapInOrder(
    watched.dueAt(clock.now()).slice(0, batch),
    width,
    async (one, either) => ({ one, events: await newEvents(lambda, one, either) }),
    signal,
  );
  for await (const { one, events } of read) {
    const changes = events ? takeIn(one, events) : forgotten(one.parts, new Date(clock.now()));
    const { callbacks } = one.parts;
    one.due = pace.dueOf({ news: one.news, callbacks, count: watched.size });
    if (one.parts.hasEnded) watched.end(one);
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
