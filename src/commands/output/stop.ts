import { executionArn, executionName, executionStatus } from './known-members.ts';
import { derived, object, optional, type Printed, time, truth } from './member.ts';

/** What came of stopping an execution. */
export const stoppedRow = object('What came of stopping an execution.', {
  DurableExecutionArn: executionArn,
  StopTimestamp: optional(time('When it was stopped; absent when it had ended before.')),
  Derived: derived({
    Name: optional(executionName),
    Stopped: truth('False when it had ended before.'),
    StatusBefore: executionStatus('How it stood before.'),
  }),
});
export type StoppedRow = Printed<typeof stoppedRow>;
