import { eventDetails } from './event-details.ts';
import { wholeExecution } from './execution.ts';
import { digestMembers } from './known-members.ts';
import { count, derived, list, number, object, oneOf, optional, text, time } from './member.ts';

const types = Object.keys(eventDetails);

const eventMembers = {
  EventId: count('Number of the event in its execution, counted from 1.'),
  EventType: oneOf(types, 'What happened.'),
  EventTimestamp: time('When it happened.'),
  Id: optional(text('Id of the operation it is of, or of the execution.')),
  Name: optional(text('Name of the operation, or of the execution.')),
  ParentId: optional(text('Id of the operation that it is in.')),
  SubType: optional(text('What the SDK calls the operation, such as WaitForCallback.')),
  ...Object.fromEntries(
    Object.entries(eventDetails).map(([type, members]) => [
      `${type}Details`,
      optional(object(`More of an event whose type is ${type}.`, members)),
    ]),
  ),
};

/** An event of `history`, `tail` and `start --follow`. */
export const eventRow = object('An event of an execution, as in GetDurableExecutionHistory.', {
  DurableExecutionArn: optional(text('The execution; not in a history, which has only one.')),
  ...eventMembers,
  Derived: derived({
    Detail: optional(text('What it says, in words.')),
    Due: optional(time('When what it began goes on: the end of a wait, the next attempt of a step.')),
    Bytes: optional(digestMembers.Bytes),
    Sha256: optional(digestMembers.Sha256),
    DurationSeconds: optional(number('How long the operation that it ends took, with --tree; seconds.')),
    Label: optional(text('Name of its operation, indented under its parent; with --tree.')),
    File: optional(text('Where its payload was written; with --save-payloads.')),
    Depth: optional(count('1 for an execution that a watched one called, 2 for one that this one called.')),
  }),
});

/** A line of `tail --logs`. */
export const logRow = object('A line that a function printed, out of CloudWatch Logs.', {
  DurableExecutionArn: text('The execution for which it ran.'),
  EventType: oneOf(['Log'], 'Tells it from an event.'),
  EventTimestamp: time('When it was printed.'),
  LogGroup: text('Name of the log group.'),
  LogStream: text('Name of the log stream.'),
  LogEventId: text('Id that CloudWatch Logs gave to it.'),
  RequestId: optional(text('Id of the invocation, where the line names it.')),
  Message: text('The line as it was printed.'),
  Derived: derived({
    Detail: text('What people read of it: of a JSON record its message.'),
    Depth: optional(count('1 for an execution that a watched one called, 2 for one that this one called.')),
  }),
});

/** What `export --format json` prints. */
export const exportRecord = object('A whole execution, with all payloads.', {
  Execution: wholeExecution,
  Events: list(
    object('An event, as in GetDurableExecutionHistory.', eventMembers),
    'All events, oldest first.',
  ),
});
