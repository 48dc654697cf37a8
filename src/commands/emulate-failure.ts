import { Failure } from '../cli/failure.ts';
import type { FunctionInitError } from '../emulator/emulator.ts';

/** Turns what keeps an emulator from starting into one line that says what to do. */
export async function emulateFailure(error: unknown): Promise<never> {
  const { FunctionInitError, HandlerError, JournalError } = await import('../emulator/emulator.ts');
  if (error instanceof HandlerError || error instanceof JournalError) {
    throw new Failure({ code: error.code, message: error.message, hint: error.hint, cause: error });
  }
  if (error instanceof FunctionInitError) throw initFailure(error);
  throw portFailure(error) ?? error;
}

/** What to do about each way in which a function's code cannot be loaded. */
const initHints: Readonly<Record<string, string>> = {
  'Runtime.ImportModuleError': 'install what it imports, or correct the import',
  'Runtime.UserCodeSyntaxError': 'correct the file',
  'Runtime.HandlerNotFound': 'export a function named handler, or name another: NAME=FILE:EXPORT',
  'Durcb.HandlerNotDurable': 'wrap the handler with the durable execution SDK, or serve it with --plain',
};

function initFailure({ error, functionName, log }: FunctionInitError): Failure {
  const { ErrorType = 'Runtime.ExitError', ErrorMessage = 'it ended without a word' } = error;
  const printed = log.trim().split('\n').at(-1);
  return new Failure({
    code: 'handler-not-usable',
    message: `${functionName} cannot be served: ${oneLine(ErrorMessage)} (${ErrorType})`,
    hint: initHints[ErrorType] ?? (printed ? `its last line: ${printed}` : 'run it by itself to see why'),
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

const portHints: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another emulator may be running there; stop it, or take a free port with --port 0',
  EACCES: 'take a port above 1023, or a free one with --port 0',
  EADDRNOTAVAIL: 'give an address of this machine with --host',
};

function portFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('port' in error)) return undefined;
  const hint = portHints[String(error.code)];
  const message = `cannot listen on port ${error.port}: ${error.code === 'EADDRINUSE' ? 'it is in use' : error.message}`;
  return new Failure({ code: 'port-not-available', message, hint, cause: error });
}
