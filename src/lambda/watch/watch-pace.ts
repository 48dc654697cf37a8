import type { Clock } from '../../model/time.ts';
import type { Lambda } from '../client.ts';
import type { PendingCallback } from '../pending-callback.ts';

/** When something is asked again, epoch milliseconds, and how long after the last time. */
export interface Turn {
  readonly due: number;
  readonly delay: number;
}

interface Look {
  readonly hasNews: boolean;
}

/** How often a watcher asks: often while things happen, ever more seldom while nothing does. */
export interface Pace {
  readonly isHinted: boolean;
  first(): Turn;
  /** After a look that took its time since `began`. */
  next(turn: Turn, look: Look & { readonly began: number }): Turn;
  /** When one of so many executions is looked at again, in which nothing has happened since a time. */
  dueOf(execution: {
    readonly news: number;
    readonly callbacks: ReadonlyMap<string, PendingCallback>;
    readonly count: number;
  }): number;
}

// Milliseconds between two looks: at least, at most for lists, and at most at one execution, when there are few.
const local = { shortest: 50, lists: 500, one: 500 };
const remote = { shortest: 1000, lists: 10_000, one: 30_000 };
// Milliseconds between two looks at any of many executions.
const each = { local: 2, remote: 50 };
// Who hears of what changes looks at the rest only for what came and went unheard.
const hinted = { one: 10_000, each: 50 };
// Looking may take so much of the time.
const share = 5;
// A timeout stands in the history soon after the time it is due.
const grace = 250;
const delayed = 30_000;

export function paceFor({ isLocal }: Pick<Lambda, 'isLocal'>, clock: Clock, isHinted: boolean): Pace {
  const { shortest, lists, one } = isLocal ? local : remote;
  const parked = isHinted ? hinted : { one, each: isLocal ? each.local : each.remote };
  let turns = 0;
  // Watchers that were started together must not ask together. The golden ratio spreads any number of turns evenly.
  const spread = (delay: number) => delay * (0.8 + 0.4 * ((turns++ * 0.618_034) % 1));
  return {
    isHinted,
    first: () => ({ due: clock.now(), delay: shortest }),
    next({ delay }, { hasNews, began }) {
      const now = clock.now();
      const later = hasNews ? shortest : Math.min(delay * 1.5, lists);
      return { delay: later, due: now + Math.max(spread(later), (now - began) * (share - 1)) };
    },
    dueOf({ news, callbacks, count }) {
      const now = clock.now();
      const limit = Math.max(parked.one, parked.each * count);
      const { next, isExpected } = expiry(callbacks, now);
      // Whatever has been quiet for long will be quiet for a while.
      const delay = isExpected ? shortest : Math.min(Math.max(shortest, (now - news) / 10), limit);
      return Math.min(now + spread(delay), next);
    },
  };
}

/** When the next of the callbacks should be seen to have expired, and whether one should be by now. */
function expiry(callbacks: ReadonlyMap<string, PendingCallback>, now: number) {
  let next = Infinity;
  let isExpected = false;
  for (const { Derived } of callbacks.values()) {
    const due = (Derived.Deadline?.getTime() ?? Infinity) + grace;
    if (due > now) next = Math.min(next, due);
    else isExpected ||= due > now - delayed;
  }
  return { next, isExpected };
}
