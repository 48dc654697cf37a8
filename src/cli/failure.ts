import type { ProgramExitCode } from '../model/program-exit-code.ts';

/** What a script may rely on: the meaning of each exit code. */
export const exitCodes = {
  done: 0,
  error: 1,
  usage: 2,
  executionFailed: 3,
  executionTimedOut: 4,
  executionStopped: 5,
  callbackAnswered: 6,
  callbackExpired: 7,
  notFound: 8,
  accessDenied: 9,
  throttled: 10,
  refused: 11,
  conditionMet: 12,
  timedOut: 124,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** One of ours, or that of a program which was run. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes] | ProgramExitCode;

export interface FailureDetails {
  /** For scripts, kebab-case: `callback-already-answered`. */
  readonly code: string;
  /** One line: what happened and what was not lost. */
  readonly message: string;
  /** One line: what to do. */
  readonly hint?: string | undefined;
  readonly exitCode?: ExitCode;
  readonly requestId?: string | undefined;
  /** How often the service was asked before it said no; more than once means that a reply was lost on the way. */
  readonly attempts?: number | undefined;
  readonly cause?: unknown;
}

/** The command line saying no. */
export class Failure extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;
  readonly requestId: string | undefined;
  readonly attempts: number;

  constructor(details: FailureDetails) {
    const { code, message, hint, exitCode = exitCodes.error, requestId, attempts = 1, cause } = details;
    super(message, { cause });
    this.name = 'Failure';
    this.code = code;
    this.hint = hint;
    this.exitCode = exitCode;
    this.requestId = requestId;
    this.attempts = attempts;
  }

  /** The same failure with some of it said otherwise. */
  with(changes: Partial<FailureDetails>): Failure {
    const { code, message, hint, exitCode, requestId, attempts } = this;
    return new Failure({ code, message, hint, exitCode, requestId, attempts, cause: this, ...changes });
  }
}

/** The exit code of whatever ended a command. */
export function exitCodeFor(error: unknown): ExitCode {
  return error instanceof Failure ? error.exitCode : exitCodes.error;
}
