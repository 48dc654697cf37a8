import * as z from 'zod/mini';
import type { LogEvent } from '../../functions/function-logs.ts';
import { logGroupEvents, logGroupMembers } from './log-group.ts';
import { logPage, readLogToken, shownLogEvent } from './log-page.ts';
import { LogsRefusal, logsAction } from './logs-action.ts';

/** One stream, forwards or backwards from a token; an end that is reached gives the same token again. */
export const getLogEvents = logsAction({
  name: 'GetLogEvents',
  input: z.object({
    ...logGroupMembers,
    logStreamName: z.string().check(z.minLength(1), z.maxLength(512)),
    startTime: z.optional(z.number()),
    endTime: z.optional(z.number()),
    startFromHead: z.optional(z.boolean()),
    nextToken: z.optional(z.string()),
    limit: z.optional(z.number().check(z.int(), z.gte(1), z.lte(10_000))),
  }),
  answer(context, input) {
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input;
    const inStream = logGroupEvents(context, input).filter(({ stream }) => stream === input.logStreamName);
    if (inStream.length === 0)
      throw new LogsRefusal('ResourceNotFoundException', 'The specified log stream does not exist.');
    const inTime = inStream.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
    const from = positionOf(input.nextToken, input.startFromHead ?? false);
    const page = from.isForward ? following(inTime, from, input.limit) : preceding(inTime, from, input.limit);
    return {
      events: page.map(shownLogEvent),
      nextForwardToken: `f/${page.at(-1)?.sequence ?? from.sequence}`,
      nextBackwardToken: `b/${page.at(0)?.sequence ?? from.sequence}`,
    };
  },
});

interface Position {
  readonly sequence: number;
  readonly isForward: boolean;
}

function positionOf(token: string | undefined, startFromHead: boolean): Position {
  if (token === undefined)
    return { sequence: startFromHead ? 0 : Number.MAX_SAFE_INTEGER, isForward: startFromHead };
  return { sequence: readLogToken(token.replace(/^[fb]\//, '')), isForward: token.startsWith('f') };
}

function following(events: readonly LogEvent[], from: Position, limit?: number): readonly LogEvent[] {
  return logPage(
    events.filter(({ sequence }) => sequence > from.sequence),
    limit,
  ).events;
}

function preceding(events: readonly LogEvent[], from: Position, limit?: number): readonly LogEvent[] {
  const before = events.filter(({ sequence }) => sequence < from.sequence);
  return logPage(before.toReversed(), limit).events.toReversed();
}
