import type { ErrorObject } from '../../model/wire.ts';
import type { Invocation, InvocationOutcome } from './functions.ts';

/** One version of a function, wherever it runs. */
export interface HostedFunction {
  invoke(invocation: Invocation): Promise<InvocationOutcome>;
  /** Makes it ready for a first invocation; rejects with a FunctionInitError. */
  warm(): Promise<void>;
  /** Is not invoked any more: resolves when what was invoked has ended, and its processes with it. */
  retire(): Promise<void>;
  /** As FunctionHost.close; a second call can shorten the first one's grace. */
  close(graceMilliseconds: number): Promise<void>;
}

/** Why a function that still starts will not: it is no fault of its own. */
export const emulatorEnding: ErrorObject = {
  ErrorType: 'Durcb.Closed',
  ErrorMessage: 'The emulator is ending.',
};

/** A function could not be initialized: its code does not load, exports no handler, is not durable, or exits. */
export class FunctionInitError extends Error {
  /** In the service's words, e.g. `Runtime.ImportModuleError`. */
  readonly error: ErrorObject;
  /** The last lines it printed; a syntax error's place is there. */
  readonly log: string;
  readonly functionName: string;

  constructor(functionName: string, error: ErrorObject, log = '') {
    super(`${error.ErrorType}: ${error.ErrorMessage}`);
    this.name = 'FunctionInitError';
    this.error = error;
    this.log = log;
    this.functionName = functionName;
  }
}
