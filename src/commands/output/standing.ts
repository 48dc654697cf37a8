import { executionRecord } from './execution.ts';
import { callbackId, functionName } from './known-members.ts';
import { count, list, number, object, oneOf, optional, type Printed, text, time } from './member.ts';

const wait = object('Something that lets the execution sleep.', {
  Kind: oneOf(['callback', 'timer', 'retry', 'invoke'], 'What it is.'),
  OperationId: text('Id of the operation.'),
  Name: optional(text('Name of the operation.')),
  Until: optional(time('When the timer ends, the retry begins, or the callback expires.')),
  CallbackId: optional(callbackId),
  HeartbeatTimeout: optional(number('How long the callback lives without a heartbeat; seconds.')),
  Attempt: optional(count('Which attempt comes next, counted from 1.')),
  FunctionName: optional(functionName),
});

const failure = object('Why it did not succeed, as far as its history tells.', {
  Path: optional(text('Operation that it failed for, by the names from the top: map/map-item-2/charge.')),
  Attempts: optional(count('How often that was tried.')),
  Error: optional(text('Error of that operation, in a line.')),
  LikelyCause: text('What probably happened, in words.'),
  Next: text('Command line that shows more, or goes on.'),
});
export type FailureExplanation = Printed<typeof failure>;

/** How an execution stands. */
export const describedRecord = executionRecord({
  State: oneOf(
    ['working', 'waiting', 'ended'],
    'waiting: no invocation runs, and something must happen first.',
  ),
  WaitsFor: list(wait, 'All that it waits for.'),
  Waiting: optional(text('The same in words.')),
  CallbackIds: list(callbackId, 'Callbacks that it waits for.'),
  LastFailure: optional(text('What failed last inside it, handled or not.')),
  Operations: count('How many operations it has done or begun.'),
  OperationsLimit: count('How many it may.'),
  StoredBytes: count('What the service stores of its inputs, results and errors; bytes.'),
  StoredBytesLimit: count('How much it may; bytes.'),
  Failure: optional(failure),
});

/** What was waited for, and the execution then. */
export const awaitedRecord = executionRecord({
  Operation: optional(
    object('The operation that was waited for, unless it was the execution itself.', {
      Id: text('Id of the operation.'),
      Name: optional(text('Name of the operation.')),
      Status: text('How the operation stands, as in the API: STARTED, SUCCEEDED.'),
      CallbackId: optional(callbackId),
    }),
  ),
});
