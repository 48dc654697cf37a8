import type { ExecutionStatus } from '@aws-sdk/client-lambda';
import { type ExitCode, exitCodes } from '../../cli/failure.ts';

const byStatus = {
  RUNNING: exitCodes.done,
  SUCCEEDED: exitCodes.done,
  FAILED: exitCodes.executionFailed,
  TIMED_OUT: exitCodes.executionTimedOut,
  STOPPED: exitCodes.executionStopped,
} as const satisfies Record<ExecutionStatus, ExitCode>;

/** What an execution's status means as an exit code; running is no failure. */
export const outcomeCode = (status: ExecutionStatus | undefined): ExitCode =>
  status === undefined ? exitCodes.done : byStatus[status];
