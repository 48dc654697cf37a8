import type { ChainedTarget, ExecutionStart } from '../../model/event.ts';
import type { ErrorObject, OperationUpdate } from '../../model/wire.ts';

/** What an execution can be asked for. */
export type Command =
  | Checkpoint
  | Tick
  | CompleteCallback
  | Heartbeat
  | Stop
  | StartInvocation
  | EndInvocation
  | EndChainedInvoke;

/** The command before there is an execution. */
export interface Start {
  readonly start: ExecutionStart;
  readonly input: string | undefined;
  /** Seconds. */
  readonly executionTimeout: number;
}

export interface Checkpoint {
  readonly type: 'Checkpoint';
  readonly token: string;
  readonly clientToken?: string | undefined;
  readonly updates: readonly OperationUpdate[];
  /** What each CHAINED_INVOKE START calls, by operation id: only the host knows the functions. */
  readonly targets: ReadonlyMap<string, ResolvedTarget>;
}

export type ResolvedTarget =
  | {
      readonly kind: 'found';
      readonly target: ChainedTarget;
      readonly executedVersion: string;
      readonly durableExecutionArn?: string | undefined;
    }
  | { readonly kind: 'refused'; readonly error: ErrorObject };

/** Time has passed. */
export interface Tick {
  readonly type: 'Tick';
}

export interface CompleteCallback {
  readonly type: 'CompleteCallback';
  readonly operationId: string;
  readonly outcome: CallbackOutcome;
}

export type CallbackOutcome =
  | { readonly kind: 'success'; readonly result: string | undefined }
  | { readonly kind: 'failure'; readonly error: ErrorObject };

export interface Heartbeat {
  readonly type: 'Heartbeat';
  readonly operationId: string;
}

export interface Stop {
  readonly type: 'Stop';
  readonly error: ErrorObject;
}

export interface StartInvocation {
  readonly type: 'StartInvocation';
  readonly requestId: string;
}

export interface EndInvocation {
  readonly type: 'EndInvocation';
  readonly requestId: string;
  readonly end: InvocationEnd;
}

export type InvocationEnd =
  /** The function's answer, as text. */
  | { readonly kind: 'reply'; readonly text: string }
  /** The function or its sandbox failed. Not retried when it cannot get better, such as a missing function. */
  | { readonly kind: 'error'; readonly error: ErrorObject; readonly isPermanent?: boolean }
  /** Nobody saw it end. */
  | { readonly kind: 'lost' };

export interface EndChainedInvoke {
  readonly type: 'EndChainedInvoke';
  readonly operationId: string;
  readonly outcome: ChainedOutcome;
}

export type ChainedOutcome =
  | { readonly status: 'SUCCEEDED'; readonly result: string | undefined }
  | { readonly status: 'FAILED' | 'TIMED_OUT' | 'STOPPED'; readonly error: ErrorObject };
