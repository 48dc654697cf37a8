import type { ErrorObject } from '../../model/wire.ts';
import type { ProcessEnd } from './watched-process.ts';

/** Why a worker ended. */
export type WorkerEnd =
  | ProcessEnd
  | { readonly kind: 'out-of-memory' }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'init-error'; readonly error: ErrorObject }
  /** We wanted it to end. */
  | { readonly kind: 'closed' };

/** The same as the service would tell it to the caller of an invocation; without an id, of the initialization. */
export function endError(end: WorkerEnd, requestId?: string): ErrorObject {
  if (end.kind === 'init-error') return end.error;
  const prefix = requestId === undefined ? '' : `RequestId: ${requestId} `;
  return { ErrorType: errorType(end.kind), ErrorMessage: `${prefix}Error: ${errorText(end)}` };
}

function errorType(kind: WorkerEnd['kind']): string {
  if (kind === 'timeout') return 'Sandbox.Timedout';
  return kind === 'out-of-memory' ? 'Runtime.OutOfMemory' : 'Runtime.ExitError';
}

function errorText(end: Exclude<WorkerEnd, { kind: 'init-error' }>): string {
  switch (end.kind) {
    case 'timeout':
      return `Task timed out after ${end.seconds.toFixed(2)} seconds`;
    case 'out-of-memory':
      return 'Runtime exited with error: signal: killed';
    case 'signal':
      return `Runtime exited with error: signal: ${signalWords[end.signal] ?? end.signal}`;
    case 'exit':
      return end.code === 0
        ? 'Runtime exited without providing a reason'
        : `Runtime exited with error: exit status ${end.code}`;
    case 'unspawned':
      return `Runtime exited with error: ${end.reason}`;
    case 'closed':
      return 'Runtime exited without providing a reason';
  }
}

// As Go prints them, which the service is written in.
const signalWords: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGALRM: 'alarm clock',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGPIPE: 'broken pipe',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
  SIGUSR1: 'user defined signal 1',
  SIGUSR2: 'user defined signal 2',
};
