import { exitCodes, Failure } from './failure.ts';

/** The command line was not understood: nothing has been done. */
export const usageFailure = (message: string, hint?: string): Failure =>
  new Failure({ code: 'usage', message, hint, exitCode: exitCodes.usage });
