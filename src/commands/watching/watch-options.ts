import * as z from 'zod/mini';
import { flag } from '../../cli/command.ts';
import { usageFailure } from '../../cli/usage.ts';
import { durationValue } from '../values/duration-value.ts';
import { given, textValue } from '../values/text-value.ts';

/** What `pending` does when it goes on. */
export const watchOptions = {
  watch: flag(
    '--watch',
    'go on: tell of each that opens, closes, or is about to expire (--expiring-within, or a tenth of its timeout but at most 15m)',
    given,
  ),
  exec: flag(
    '--exec <command>',
    'with --watch, run it in the shell for each event, which is in DURCB_EVENT, DURCB_CALLBACK_ID… and on stdin',
    textValue,
  ),
  exitWhenAny: flag('--exit-when-any', 'with --watch, end at the first that the filters let through', given),
  timeout: flag(
    '--timeout <duration>',
    'with --watch, end after so long: exit 124',
    z.optional(durationValue),
  ),
};

export interface WatchInput {
  readonly watch: true | undefined;
  readonly exec: string | undefined;
  readonly exitWhenAny: true | undefined;
  readonly timeout: number | undefined;
  readonly limit: number | undefined;
}

/** Throws a usage failure for what makes no sense together. */
export function checkWatch({ watch, exec, exitWhenAny, timeout, limit }: WatchInput): void {
  if (watch && limit !== undefined)
    throw usageFailure(
      '--limit is for a list, and --watch goes on',
      'give --exit-when-any for the first alone',
    );
  const needing = Object.entries({ '--exec': exec, '--exit-when-any': exitWhenAny, '--timeout': timeout });
  for (const [name, value] of needing)
    if (value !== undefined && !watch) throw usageFailure(`${name} needs --watch`, 'add --watch');
}
