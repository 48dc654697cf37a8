import * as z from 'zod/mini';
import { DurableExecutionArn } from '../../../model/ids.ts';
import { limits } from '../../../model/limits.ts';
import type { Event } from '../../../model/wire.ts';
import { byteLength } from '../../engine/byte-length.ts';
import { historyEvent } from '../../engine/views.ts';
import { action } from '../action.ts';
import { decodeHistoryMarker, encodeHistoryMarker } from '../history-marker.ts';
import { Marker, MaxItems, QueryBoolean } from '../input-members.ts';
import { knownExecution } from '../known-execution.ts';

export const getDurableExecutionHistory = action({
  name: 'GetDurableExecutionHistory',
  method: 'GET',
  path: '/2025-12-01/durable-executions/{DurableExecutionArn}/history',
  read: ({ labels, query }) => ({
    ...labels,
    IncludeExecutionData: query.get('IncludeExecutionData') ?? undefined,
    MaxItems: query.get('MaxItems') ?? undefined,
    Marker: query.get('Marker') ?? undefined,
    ReverseOrder: query.get('ReverseOrder') ?? undefined,
  }),
  input: z.object({
    DurableExecutionArn,
    IncludeExecutionData: z.optional(QueryBoolean),
    MaxItems: z.optional(MaxItems),
    Marker: z.optional(Marker),
    ReverseOrder: z.optional(QueryBoolean),
  }),
  async handle(context, input) {
    const {
      IncludeExecutionData = true,
      ReverseOrder: reverse = false,
      MaxItems: limit = limits.defaultMaxItems,
    } = input;
    const state = knownExecution(context, input.DurableExecutionArn);
    const marker = input.Marker === undefined ? undefined : decodeHistoryMarker(input.Marker, reverse);
    // One more than asked for tells whether there is a next page.
    const range = { after: marker?.eventId, limit: limit + 1, reverse };
    const numbered = context.journal.history(state.executionId, range);
    const events = numbered.map((event) => historyEvent(state, event, IncludeExecutionData));
    const page = events.slice(0, Math.min(limit, countFitting(events)));
    const last = page.at(-1)?.EventId;
    const hasMore = page.length < events.length && last !== undefined;
    return {
      json: {
        Events: page,
        NextMarker: hasMore ? encodeHistoryMarker({ isReverse: reverse, eventId: last }) : undefined,
      },
    };
  },
});

/** How many events fit into an answer; at least one, or a reader would never get on. */
function countFitting(events: readonly Event[]): number {
  let bytes = 0;
  const tooMany = events.findIndex((event, index) => {
    bytes += byteLength(JSON.stringify(event));
    return index > 0 && bytes > limits.initialStateBytes;
  });
  return tooMany < 0 ? events.length : tooMany;
}
