import * as z from 'zod/mini';
import { flag } from '../cli/command.ts';
import { given } from './values/text-value.ts';

/** The options of every command that changes something. */
export const actionOptions = {
  yes: flag(
    '--yes',
    'do not ask, neither before several are changed nor where the nearest durcb.json protects it',
    given,
  ),
  reason: flag(
    '--reason <text>',
    'why it is done, for the log of actions (default: $DURCB_REASON)',
    z.optional(z.string().check(z.trim(), z.minLength(1, 'expected a reason'))),
  ),
};
