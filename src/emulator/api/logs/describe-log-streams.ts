import * as z from 'zod/mini';
import type { LogEvent } from '../../functions/function-logs.ts';
import { pageOf } from '../page-of.ts';
import { logGroupEvents, logGroupMembers } from './log-group.ts';
import { logsAction } from './logs-action.ts';

export const describeLogStreams = logsAction({
  name: 'DescribeLogStreams',
  input: z.object({
    ...logGroupMembers,
    logStreamNamePrefix: z.optional(z.string()),
    orderBy: z.optional(z.enum(['LogStreamName', 'LastEventTime'])),
    descending: z.optional(z.boolean()),
    nextToken: z.optional(z.string()),
    limit: z.optional(z.number().check(z.int(), z.gte(1), z.lte(50))),
  }),
  answer(context, input) {
    const { logStreamNamePrefix = '', orderBy = 'LogStreamName', descending = false, limit = 50 } = input;
    const streams = [...Map.groupBy(logGroupEvents(context, input), ({ stream }) => stream)]
      .filter(([name]) => name.startsWith(logStreamNamePrefix))
      .map(([name, events]) => shown(name, events));
    const ordered = orderBy === 'LogStreamName' ? streams.toSorted(byName) : streams.toSorted(byTime);
    const page = pageOf(descending ? ordered.toReversed() : ordered, input.nextToken, limit);
    return { logStreams: page.items, nextToken: page.nextMarker };
  },
});

function shown(logStreamName: string, events: readonly LogEvent[]) {
  const first = events[0]?.timestamp ?? 0;
  const last = events.at(-1)?.timestamp ?? 0;
  return {
    logStreamName,
    creationTime: first,
    firstEventTimestamp: first,
    lastEventTimestamp: last,
    lastIngestionTime: last,
    storedBytes: 0,
  };
}

type ShownStream = ReturnType<typeof shown>;

function byName(a: ShownStream, b: ShownStream): number {
  return a.logStreamName < b.logStreamName ? -1 : 1;
}

function byTime(a: ShownStream, b: ShownStream): number {
  return a.lastEventTimestamp - b.lastEventTimestamp;
}
