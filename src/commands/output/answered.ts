import {
  callbackId,
  digestMembers,
  errorObject,
  executionArn,
  executionName,
  executionStatus,
} from './known-members.ts';
import { count, derived, object, oneOf, optional, type Printed, text, truth } from './member.ts';

const kind = oneOf(['success', 'failure'], 'With what the callback is answered.');

const digestOfAnswer = {
  Bytes: optional(digestMembers.Bytes),
  Sha256: optional(digestMembers.Sha256),
};

/** What came of one answer. */
export const sentRecord = object('What came of an answer.', {
  CallbackId: callbackId,
  DurableExecutionArn: optional(executionArn),
  Derived: derived({
    Answer: kind,
    Name: optional(text('Name of the callback, where it was looked up.')),
    ExecutionName: optional(executionName),
    Endpoint: text('Where the answer went.'),
    ...digestOfAnswer,
    Result: optional(text('What was sent, with --show.')),
    Error: optional(errorObject('What was sent, with --show.')),
    Sent: optional(truth('Whether it was sent and taken; absent where that cannot be told.')),
    Closed: optional(text('How the callback had come to its end before, with --if-pending.')),
    Status: optional(executionStatus('How the execution stands afterwards, with --wait.')),
  }),
});

/** What came of a command that was run for a callback. */
export const ranRecord = object('What came of a command that was run for a callback.', {
  CallbackId: callbackId,
  DurableExecutionArn: optional(executionArn),
  Derived: derived({
    Answer: kind,
    ...digestOfAnswer,
    Sent: truth('Whether the answer was sent and taken.'),
    ExitCode: count('Exit code of durcb, which is that of the command unless its result could not be sent.'),
  }),
});

/** What came of one of many answers. */
export const answeredRow = object('What came of one of many answers.', {
  CallbackId: callbackId,
  DurableExecutionArn: optional(executionArn),
  Derived: derived({
    Line: count('Line of the answers file, counted from 1.'),
    Outcome: oneOf(
      ['checked', 'sent', 'closed', 'skipped', 'failed'],
      'checked: would be sent; closed: had come to its end before; skipped: sent by an earlier run, says the log.',
    ),
    Answer: kind,
    ...digestOfAnswer,
    Why: optional(text('Why it was not sent, in words.')),
    Code: optional(text('Code of the error, for programs.')),
  }),
});
export type AnsweredRow = Printed<typeof answeredRow>;
