import type { HistoryEvent } from '../history-event.ts';

/** Whether events are numbered from 1 on: where a number is missing, not everything was told. */
export const isWhole = (events: readonly HistoryEvent[]): boolean =>
  events.length > 0 && events.every(({ EventId }, index) => EventId === index + 1);
