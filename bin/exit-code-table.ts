import { exitCodes } from '../src/cli/failure.ts';

const meanings = {
  done: 'done, or the execution SUCCEEDED',
  error: 'error; of diff, that there is a difference',
  usage: 'wrong usage',
  executionFailed: 'the execution FAILED',
  executionTimedOut: 'the execution TIMED_OUT',
  executionStopped: 'the execution was STOPPED',
  callbackAnswered: 'the callback was answered already',
  callbackExpired: 'the callback has expired, or its execution has ended',
  notFound: 'not found',
  accessDenied: 'access denied, or no credentials',
  throttled: 'throttled past all retries',
  refused: 'refused before sending: size, JSON, malformed id, a file that cannot be read',
  conditionMet: 'the condition of --fail-if-any is met',
  timedOut: 'its own --timeout ran out',
  hungUp: 'interrupted by SIGHUP',
  interrupted: 'interrupted by SIGINT',
  terminated: 'interrupted by SIGTERM',
} as const satisfies Record<keyof typeof exitCodes, string>;

export interface ExitCodeMeaning {
  readonly code: number;
  readonly meaning: string;
}

/** What a script may conclude from how durcb ended. */
export const exitCodeTable: readonly ExitCodeMeaning[] = Object.entries(meanings).flatMap(([name, meaning]) =>
  Object.entries(exitCodes).flatMap(([other, code]) => (name === other ? [{ code, meaning }] : [])),
);
