import type { GetDurableExecutionHistoryRequest } from '@aws-sdk/client-lambda';
import type { HistoryCache } from '../../../src/lambda/cache/history-cache.ts';
import type { HistoryEvent } from '../../../src/lambda/history-event.ts';

export interface Telling {
  /** A page holds no more than so many. */
  readonly pageSize?: number;
  /** How many events there are by now, asked at each request; all without it. */
  readonly length?: () => number;
  readonly cache?: HistoryCache;
}

/** A service that knows one history, which may grow between any two requests. */
export function toldHistory(
  events: readonly HistoryEvent[],
  { pageSize = 1000, length, cache }: Telling = {},
) {
  const asked: GetDurableExecutionHistoryRequest[] = [];
  return {
    asked,
    ...(cache && { histories: async () => cache }),
    async getDurableExecutionHistory(request: GetDurableExecutionHistoryRequest) {
      asked.push(request);
      const { ReverseOrder, MaxItems = 100, Marker } = request;
      const sofar = events.slice(0, length?.());
      const ordered = ReverseOrder ? sofar.reverse() : sofar;
      const from = ordered.findIndex(({ EventId }) => String(EventId) === Marker) + 1;
      const Events = ordered.slice(from, from + Math.min(pageSize, MaxItems));
      const isMore = from + Events.length < ordered.length;
      return { Events, NextMarker: isMore ? String(Events.at(-1)?.EventId) : undefined };
    },
  };
}
