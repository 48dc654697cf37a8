import { derived, object, oneOf, optional, type Printed, text, time } from './member.ts';
import { pendingDerived, pendingMembers } from './pending.ts';

const callbackEndings = [
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'HEARTBEAT_TIMED_OUT',
  'EXECUTION_ENDED',
] as const;
export type CallbackEnding = (typeof callbackEndings)[number];

/** A line of `pending --watch`. */
export const watchedRow = object('What happened to a callback.', {
  ...pendingMembers,
  Derived: derived({
    Event: oneOf(
      ['opened', 'closed', 'expiring'],
      'That it waits for an answer, that it does no more, or that little time is left.',
    ),
    At: time('When that was.'),
    ...pendingDerived,
    Outcome: optional(oneOf(callbackEndings, 'How it came to its end, once it is closed.')),
    Detail: optional(text('The same in words: answered with success, execution stopped.')),
  }),
});
export type WatchedRow = Printed<typeof watchedRow>;
