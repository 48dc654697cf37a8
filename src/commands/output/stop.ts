import { executionArn, executionName, executionStatus, functionName } from './known-members.ts';
import { derived, object, optional, time, truth } from './member.ts';

/** What came of stopping an execution. */
export const stoppedRow = object('What came of stopping an execution.', {
  DurableExecutionArn: executionArn,
  StartTimestamp: optional(time('When it was started.')),
  StopTimestamp: optional(time('When it was stopped; absent when it had ended before, or with --dry-run.')),
  Derived: derived({
    Name: optional(executionName),
    FunctionName: optional(functionName),
    Stopped: truth('False when it had ended before, or with --dry-run.'),
    StatusBefore: executionStatus('How it stood before.'),
  }),
});
