import { limits } from '../../model/limits.ts';
import type { Event } from '../../model/wire.ts';
import { byteLength } from '../engine/byte-length.ts';
import type { DurableExecution } from '../engine/durable-execution.ts';
import { historyEvent } from '../engine/views.ts';
import type { HistoryRange, Journal } from '../journal/journal.ts';

export interface HistoryPage {
  readonly events: readonly Event[];
  readonly hasMore: boolean;
}

// Events may be large, so not all that are asked for are read when only some will fit.
const readAtOnce = 32;

/** As many events as asked for and fit into an answer; at least one, or a reader would never get on. */
export function historyPage(
  journal: Pick<Journal, 'history'>,
  state: DurableExecution,
  { after: start, limit, reverse }: HistoryRange,
  includeData: boolean,
): HistoryPage {
  const events: Event[] = [];
  let bytes = 0;
  let after = start;
  for (;;) {
    const read = journal.history(state.executionId, { after, limit: readAtOnce, reverse });
    for (const numbered of read) {
      const event = historyEvent(state, numbered, includeData);
      bytes += byteLength(JSON.stringify(event));
      const isFull = events.length > 0 && bytes > limits.pageBytes;
      if (isFull || events.length === limit) return { events, hasMore: true };
      events.push(event);
    }
    if (read.length < readAtOnce) return { events, hasMore: false };
    after = read.at(-1)?.eventId;
  }
}
