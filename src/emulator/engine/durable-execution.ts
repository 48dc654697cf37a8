import { parseExecutionArn } from '../../model/arn.ts';
import type { EventOf, Outcome } from '../../model/event.ts';
import type { ErrorObject, ExecutionStatus, Operation } from '../../model/wire.ts';
import type { Deadlines } from './deadlines.ts';
import type { OperationState } from './operation-kind.ts';
import type { PersistentMap } from './persistent-map.ts';

/** The state of one execution: nothing but the fold of its events. */
export interface DurableExecution {
  readonly executionId: string;
  readonly started: EventOf<'ExecutionStarted'>;
  /** Present when the execution is over. */
  readonly closed?: Closed | undefined;
  /** Set by a closing checkpoint; the execution closes with it when the invocation ends. */
  readonly outcome?: Outcome | undefined;
  readonly operations: PersistentMap<OperationState>;
  readonly deadlines: Deadlines;
  /** How many open operations the function may suspend for. */
  readonly suspending: number;
  /** Ids of chained invokes whose target has not ended, kept apart so that nobody searches for them. */
  readonly openInvokes: readonly string[];
  /** Operations that changed and that the function has not been shown, by id. */
  readonly unseen: PersistentMap<string>;
  readonly invocation?: RunningInvocation | undefined;
  /** How many invocations have been started. */
  readonly invocations: number;
  /** The function is to run even if no operation changed: at the start, after a failed or lost invocation. */
  readonly mustRun: boolean;
  /** Consecutive failed invocations. */
  readonly failures: number;
  /** When the function runs again after a failed invocation. */
  readonly retryAt?: number | undefined;
  readonly lastCheckpoint?: LastCheckpoint | undefined;
  /** Inputs, results and errors of all events so far. */
  readonly storedBytes: number;
  /** The EventId of the newest public event. */
  readonly eventId: number;
}

export interface Closed {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly at: number;
  readonly result?: string | undefined;
  readonly error?: ErrorObject | undefined;
}

export interface RunningInvocation {
  readonly requestId: string;
  readonly startedAt: number;
  /** Checkpoints made so far: the sequence of the token that is valid now. */
  readonly sequence: number;
  /** Ids of the operations that changed since the invocation before. */
  readonly updatedOperationIds: readonly string[];
  /** There was something to suspend for when the function last looked. */
  readonly seesPending: boolean;
  /** There was when it looked the time before: its decision to suspend may have crossed the newest answer. */
  readonly sawPending: boolean;
}

/** What the newest checkpoint was answered with, so that a repeated request gets the same. */
export interface LastCheckpoint {
  readonly clientToken: string | undefined;
  /** The sequence of the token the request came with. */
  readonly sequence: number;
  readonly at: number;
  readonly operations: readonly Operation[];
}

export function statusOf({ closed }: DurableExecution): ExecutionStatus {
  return closed?.status ?? 'RUNNING';
}

/** Nothing more can come from the function: over, or about to be. */
export function isSettled({ closed, outcome }: DurableExecution): boolean {
  return closed !== undefined || outcome !== undefined;
}

export function arnOf({ started }: DurableExecution): string {
  return started._Start.Arn;
}

export function executionNameOf(state: DurableExecution): string {
  return parseExecutionArn(arnOf(state))?.executionName ?? '';
}
