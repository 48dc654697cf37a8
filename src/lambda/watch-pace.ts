import type { Clock } from '../model/time.ts';
import type { Lambda } from './client.ts';
import type { PendingCallback } from './pending-callback.ts';

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
  /** After a look at one of so many executions. */
  nextOf(
    turn: Turn,
    look: Look & { readonly callbacks: ReadonlyMap<string, PendingCallback>; readonly count: number },
  ): Turn;
}

// Milliseconds between two looks; `each` is how many all watched executions together need for one.
const local = { shortest: 50, longest: 500, each: 2 };
const remote = { shortest: 1000, longest: 10_000, each: 50 };
// Who hears of what changes looks at the rest only for what came and went unheard.
const hinted = { longest: 10_000, each: 10 };
// Looking may take so much of the time.
const share = 5;
// A timeout stands in the history soon after the time it is due.
const grace = 250;
const delayed = 30_000;

export function paceFor({ isLocal }: Pick<Lambda, 'isLocal'>, clock: Clock, isHinted: boolean): Pace {
  const { shortest, longest, each } = isLocal ? local : remote;
  const ofOne = isHinted ? hinted : { longest, each };
  let turns = 0;
  // Watchers that were started together must not ask together. The golden ratio spreads any number of turns evenly.
  const spread = (delay: number) => delay * (0.8 + 0.4 * ((turns++ * 0.618_034) % 1));
  return {
    isHinted,
    first: () => ({ due: clock.now(), delay: shortest }),
    next({ delay }, { hasNews, began }) {
      const now = clock.now();
      const later = hasNews ? shortest : Math.min(delay * 1.5, longest);
      return { delay: later, due: now + Math.max(spread(later), (now - began) * (share - 1)) };
    },
    nextOf({ delay }, { hasNews, callbacks, count }) {
      const now = clock.now();
      const limit = Math.max(ofOne.longest, ofOne.each * count);
      const { next, isExpected } = expiry(callbacks, now);
      const later = hasNews || isExpected ? shortest : Math.min(delay * 1.5, limit);
      return { delay: later, due: Math.min(now + spread(later), next) };
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
