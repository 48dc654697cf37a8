import { Failure } from '../../cli/failure.ts';
import type { FunctionInitError } from '../../emulator/emulator.ts';

/** Turns what keeps an emulator from starting into one line that says what to do. */
export async function emulateFailure(error: unknown): Promise<never> {
  const { FunctionInitError, HandlerError, JournalError, TemplateError } = await import(
    '../../emulator/emulator.ts'
  );
  if (error instanceof HandlerError || error instanceof JournalError || error instanceof TemplateError) {
    const { code, message, hint } = error;
    throw new Failure({ code, message: clause(message), hint: clause(hint), cause: error });
  }
  if (error instanceof FunctionInitError) throw initFailure(error);
  throw listenFailure(error) ?? error;
}

// Sentences elsewhere; here they become parts of a line.
function clause(sentence: string): string {
  return sentence.replace(/\.$/, '').replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
}

/** What to do about each way in which a function's code cannot be loaded. */
const initHints: Readonly<Record<string, string>> = {
  'Runtime.ImportModuleError': 'install what it imports, or correct the import',
  'Runtime.UserCodeSyntaxError': 'correct the file',
  'Runtime.HandlerNotFound': 'export a function named handler, or name another: NAME=FILE:EXPORT',
  'Durcb.HandlerNotDurable': 'a function that is not durable is served with --plain',
};

/** Why a function cannot be served, in one line, and what to do. */
export function initFailure({ error, functionName, log }: FunctionInitError): Failure {
  const { ErrorType = 'Runtime.ExitError', ErrorMessage = 'it ended without a word' } = error;
  const what = [ErrorMessage.replaceAll(/\s*\n\s*/g, ' '), placeOf(log, ErrorMessage)].filter(Boolean);
  const type = ErrorType.startsWith('Durcb.') ? '' : ` (${ErrorType})`;
  const last = log.trim().split('\n').at(-1);
  const exitHint = ErrorType === 'Runtime.ExitError' && last ? `its last line was: ${last}` : verboseHint;
  return new Failure({
    code: 'handler-not-usable',
    message: `${functionName} cannot be served: ${what.join(' at ')}${type}`,
    hint: typeScriptHint(ErrorMessage, log) ?? initHints[ErrorType] ?? exitHint,
  });
}

function typeScriptHint(message: string, log: string): string | undefined {
  if (log.includes('ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')) return compileHint;
  const isMissingName = /does not provide an export named/.test(message) && /\.[cm]?ts\b/.test(log);
  return isMissingName ? typeHint : undefined;
}

const compileHint = 'only erasable TypeScript runs as it is: no enums, no namespaces; compile it first';

const typeHint = 'TypeScript runs as it is: a type is imported with import type; or compile it first';

const verboseHint = 'add --verbose to see what it prints when it is loaded';

/** The line of the function's own code that a trace points to, unless the message tells it. */
function placeOf(log: string, message: string): string | undefined {
  const javaScript = log.matchAll(/(?<![/\w])(?:file:\/\/)?(\/[^\s"'():]+\.[cm]?[jt]sx?):(\d+)/g);
  const python = [...log.matchAll(/File "([^"<]+)", line (\d+)/g)].reverse();
  const own = [...javaScript, ...python].find(
    ([, file = '']) => !/\/node_modules\/|\/bootstrap\//.test(file),
  );
  const [, file, line] = own ?? [];
  return file === undefined || / line \d/.test(message) ? undefined : `${file}:${line}`;
}

/** Why it cannot listen there, and what to do. */
const listenTroubles: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  EADDRINUSE: [
    'it is in use',
    'another emulator may be running there; stop it, or take a free port with --port 0',
  ],
  EACCES: ['that is not allowed', 'take a port above 1023, or a free one with --port 0'],
  EADDRNOTAVAIL: ['it is no address of this machine', 'give one that is with --host, or leave it out'],
  ENOTFOUND: ['there is no such host', 'give an address of this machine with --host, or leave it out'],
};

function listenFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  const [why, hint] = listenTroubles[String(error.code)] ?? [];
  if (!why || !['listen', 'getaddrinfo'].includes(String(error.syscall))) return undefined;
  const { port, address, hostname } = { port: 0, address: '', hostname: '', ...error };
  const where = port ? `port ${port}` : address || hostname;
  return new Failure({
    code: 'port-not-available',
    message: `cannot listen on ${where}: ${why}`,
    hint,
    cause: error,
  });
}
