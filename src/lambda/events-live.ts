import type { Clock } from '../model/time.ts';
import type { Lambda } from './client.ts';
import { eventsAfter } from './events-after.ts';
import { addChild } from './events-so-far.ts';
import { followPolls } from './follow.ts';
import type { HistoryEvent } from './history-event.ts';
import type { Feeder, LiveFeed } from './live-feed.ts';
import type { OnGone, Tailed, TailedEvent, TailedExecutions } from './tailed-executions.ts';

export interface LiveEvents {
  readonly lambda: Lambda;
  readonly clock: Clock;
  readonly executions: TailedExecutions;
  readonly withChildren: boolean;
  readonly onGone: OnGone;
}

/** Puts new events of an execution, behind those that were read, into a feed until it has ended. */
export function addLive<Item>(
  live: LiveEvents,
  feed: LiveFeed<Item | TailedEvent>,
  one: Tailed,
): Promise<void> {
  const feeder = eventFeeder(live, one.DurableExecutionArn, (child) => void addLive(live, feed, child));
  return one.depth > 0 ? feed.addGuest(feeder) : feed.addHost(feeder);
}

function eventFeeder(
  { lambda, clock, executions, withChildren, onGone }: LiveEvents,
  DurableExecutionArn: string,
  addCalled: (child: Tailed) => void,
): Feeder<TailedEvent> {
  const query = { DurableExecutionArn, withData: true };
  const lastRead = () => executions.get(DurableExecutionArn)?.last ?? 0;
  const take = (events: readonly HistoryEvent[]) => {
    const taken = events.flatMap((event) => executions.take(DurableExecutionArn, event));
    for (const { event } of withChildren ? taken : []) {
      const child = addChild(executions, DurableExecutionArn, event);
      if (child) addCalled(child);
    }
    return taken;
  };
  const closeIfGone = (error: unknown) => executions.closeIfGone(DurableExecutionArn, error, onGone);
  return {
    async run(put, signal) {
      try {
        const polls = followPolls(lambda, clock, { ...query, after: lastRead() }, signal);
        for await (const events of polls) await put(take(events));
      } catch (error) {
        closeIfGone(error);
      }
    },
    async lastLook() {
      try {
        return take(await eventsAfter(lambda, query, lastRead()));
      } catch (error) {
        closeIfGone(error);
        return [];
      }
    },
  };
}
