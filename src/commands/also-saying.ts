import { exitCodes, Failure } from '../cli/failure.ts';

/** The failure that breaks something off, with a sentence on what was done before or goes on; its code stays. */
export function alsoSaying(error: unknown, sentence: string): unknown {
  // Nothing is told of what is no failure: that nobody reads the output any more.
  if (!(error instanceof Failure) || error.exitCode === exitCodes.done) return error;
  return error.with({ message: `${error.message}; ${sentence}` });
}

/** What interrupted something before it had begun to send, or a question about it that nobody answered. */
export const sayingNothingWasSent = (error: unknown): unknown =>
  error instanceof Failure && (interruptedCodes.includes(error.exitCode) || error.code === 'no-answer')
    ? alsoSaying(error, 'nothing was sent')
    : error;

const interruptedCodes: readonly number[] = [exitCodes.interrupted, exitCodes.terminated, exitCodes.hungUp];

/** The same for somebody who stops to watch an execution that does not stop for it. */
export function sayingItGoesOn(error: unknown, DurableExecutionArn: string, signal: AbortSignal): unknown {
  return signal.aborted ? alsoSaying(error, `execution ${DurableExecutionArn} goes on`) : error;
}
