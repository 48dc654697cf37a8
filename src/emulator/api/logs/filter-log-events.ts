import * as z from 'zod/mini';
import type { LogEvent } from '../../functions/function-logs.ts';
import { logFilter } from './log-filter.ts';
import { logGroupEvents, logGroupMembers } from './log-group.ts';
import { logPage, readLogToken, shownLogEvent } from './log-page.ts';
import { logsAction } from './logs-action.ts';

export const filterLogEvents = logsAction({
  name: 'FilterLogEvents',
  input: z.object({
    ...logGroupMembers,
    logStreamNames: z.optional(z.array(z.string()).check(z.minLength(1), z.maxLength(100))),
    logStreamNamePrefix: z.optional(z.string()),
    startTime: z.optional(z.number()),
    endTime: z.optional(z.number()),
    filterPattern: z.optional(z.string().check(z.maxLength(1024))),
    nextToken: z.optional(z.string()),
    limit: z.optional(z.number().check(z.int(), z.gte(1), z.lte(10_000))),
  }),
  answer(context, input) {
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, filterPattern = '' } = input;
    const { logStreamNames, logStreamNamePrefix = '' } = input;
    const after = input.nextToken === undefined ? 0 : readLogToken(input.nextToken);
    const matches = logFilter(filterPattern);
    const found = logGroupEvents(context, input).filter(
      ({ sequence, timestamp, stream, message }) =>
        sequence > after &&
        timestamp >= startTime &&
        timestamp <= endTime &&
        stream.startsWith(logStreamNamePrefix) &&
        (logStreamNames?.includes(stream) ?? true) &&
        matches(message),
    );
    const { events, isCut } = logPage(found, input.limit);
    const nextToken = isCut ? String(events.at(-1)?.sequence) : undefined;
    return { events: events.map(shown), searchedLogStreams: [], nextToken };
  },
});

function shown(event: LogEvent): object {
  return {
    logStreamName: event.stream,
    ...shownLogEvent(event),
    eventId: String(event.sequence).padStart(56, '0'),
  };
}
