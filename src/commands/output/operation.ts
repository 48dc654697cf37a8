import { digest } from './known-members.ts';
import { count, derived, number, object, optional, type Printed, text, time, truth } from './member.ts';

/** A line of `history --tree`. */
export const treeRow = object('An operation of an execution.', {
  Id: text('Id of the operation.'),
  ParentId: optional(text('Id of the operation that it is in.')),
  Type: text('As in the API: STEP, WAIT, CALLBACK, CHAINED_INVOKE, CONTEXT, EXECUTION.'),
  SubType: optional(text('What the SDK calls it, such as Map.')),
  Name: optional(text('Its name.')),
  Status: text('As in the API: STARTED, PENDING, SUCCEEDED, FAILED, …'),
  StartTimestamp: time('When it began.'),
  EndTimestamp: optional(time('When it ended; absent while it is open.')),
  Derived: derived({
    Depth: count('How deep it is; the execution itself is at 0.'),
    Label: text('What a person sees, indented.'),
    DurationSeconds: number('How long it took, or has taken until now; seconds.'),
    Attempts: optional(count('How often a step was tried.')),
    Hidden: optional(count('How many operations below it are not shown.')),
  }),
});
export type TreeRow = Printed<typeof treeRow>;

const side = object('The operation in one of the two executions; absent where it has none.', {
  OperationId: text('Id of the operation.'),
  Type: text('As in the API: STEP, CALLBACK, …'),
  Status: text('As in the API: SUCCEEDED, FAILED, …'),
  Attempts: optional(count('How often a step was tried.')),
  Input: optional(digest('Its input.')),
  Result: optional(digest('Its result.')),
  Error: optional(text('Its error, in a line.')),
  DurationSeconds: number('How long it took, or has taken until now; seconds.'),
  StartEventId: count('Number of the event it began with.'),
});
export type ComparedSide = Printed<typeof side>;

/** A line of `diff`. */
export const diffRow = object('An operation of two executions, compared.', {
  Path: text('Where it is, by the names from the top: map/map-item-2/charge; . is the execution itself.'),
  A: optional(side),
  B: optional(side),
  Derived: derived({
    Difference: optional(text('What is different, in words.')),
    Differs: truth('Whether anything is.'),
    First: optional(truth('True where the two first went apart.')),
  }),
});
export type DiffRow = Printed<typeof diffRow>;
