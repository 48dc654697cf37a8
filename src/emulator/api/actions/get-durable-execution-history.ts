import * as z from 'zod/mini';
import { DurableExecutionArn } from '../../../model/ids.ts';
import { limits } from '../../../model/limits.ts';
import { action } from '../action.ts';
import { decodeHistoryMarker, encodeHistoryMarker } from '../history-marker.ts';
import { historyPage } from '../history-page.ts';
import { knownExecution } from '../known-execution.ts';
import { Marker, MaxItems, QueryBoolean } from '../query-members.ts';

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
    const range = { after: marker?.eventId, limit, reverse };
    const { events, hasMore } = historyPage(context.journal, state, range, IncludeExecutionData);
    const last = events.at(-1)?.EventId;
    const isLast = !hasMore || last === undefined;
    const NextMarker = isLast ? undefined : encodeHistoryMarker({ isReverse: reverse, eventId: last });
    return { json: { Events: events, NextMarker } };
  },
});
