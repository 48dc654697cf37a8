import { callbackId } from './known-members.ts';
import { count, derived, object, optional, type Printed, time } from './member.ts';

export const beatRow = object('A heartbeat that got through.', {
  CallbackId: callbackId,
  Derived: derived({
    Beat: count('Which of this callback, counted from 1.'),
    At: time('When it was sent.'),
    Next: optional(time('When the next one is due.')),
    Expires: optional(time('When the callback expires unless another beat comes, where that is known.')),
  }),
});
export type Beat = Printed<typeof beatRow>;
