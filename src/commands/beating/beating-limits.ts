import * as z from 'zod/mini';
import { flag } from '../../cli/command.ts';
import { given } from '../../cli/given.ts';
import { usageFailure } from '../../cli/usage.ts';
import { toIso } from '../../model/time.ts';
import { countValue } from '../values/count-value.ts';
import { durationValue } from '../values/duration-value.ts';
import { portValue } from '../values/port-value.ts';
import { textValue } from '../values/text-value.ts';
import { resolveTimeAhead, timeAheadValue } from '../values/time-ahead.ts';

/** For how long `heartbeat` goes on. */
export const beatingLimits = {
  once: flag('--once', 'one beat, as without --every', given),
  for: flag('--for <duration>', 'with --every, stop after so long', z.optional(durationValue)),
  until: flag(
    '--until <time>',
    'with --every, stop then: 18:00, or 2026-01-02T03:04:05Z',
    z.optional(timeAheadValue),
  ),
  whilePid: flag(
    '--while-pid <pid>',
    'with --every, stop when that process has ended',
    z.optional(countValue),
  ),
  whileFile: flag('--while-file <file>', 'with --every, stop when that file is gone', textValue, 'file'),
  whilePort: flag(
    '--while-port <port>',
    'with --every, stop when nothing listens there on this machine',
    z.optional(portValue),
  ),
  whileSocket: flag(
    '--while-socket <file>',
    'with --every, stop when nothing listens at that socket',
    textValue,
    'file',
  ),
};

type LimitInput = {
  readonly [Name in keyof typeof beatingLimits]: z.output<(typeof beatingLimits)[Name]['schema']>;
};

/** When to stop, epoch milliseconds; undefined when nothing says. Throws for limits that make no sense. */
export function endOfBeating(
  every: 'auto' | number | undefined,
  input: LimitInput,
  now: number,
): number | undefined {
  if (every !== undefined && input.once)
    throw usageFailure('--once and --every exclude each other', 'give one of them');
  for (const [name, value] of Object.entries(limitsIn(input)))
    if (value !== undefined && every === undefined)
      throw usageFailure(`${name} says how long to go on, which needs --every`, 'add --every auto');
  const until = input.until && resolveTimeAhead(input.until, now);
  if (until !== undefined && until <= now)
    throw usageFailure(`--until ${toIso(until)} is over`, 'give a time to come');
  const ends = [until, input.for === undefined ? undefined : now + input.for];
  const known = ends.filter((end) => end !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

const limitsIn = (input: LimitInput) => ({
  '--for': input.for,
  '--until': input.until,
  '--while-pid': input.whilePid,
  '--while-file': input.whileFile,
  '--while-port': input.whilePort,
  '--while-socket': input.whileSocket,
});
