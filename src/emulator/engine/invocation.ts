import * as z from 'zod/mini';
import type { EventOf, JournalEvent, Outcome } from '../../model/event.ts';
import type { Limits } from '../../model/limits.ts';
import type { ErrorObject } from '../../model/wire.ts';
import { byteLength } from './byte-length.ts';
import type { EndInvocation, InvocationEnd } from './command.ts';
import { type DurableExecution, isSettled } from './durable-execution.ts';
import { errorTooLarge, isTooLarge, resultLimit, resultTooLarge } from './payload-limits.ts';

/** Milliseconds until the function runs again after so many failures in a row: 1, 2, 4 … 60 seconds. */
export function backoff(failures: number): number {
  return Math.min(2 ** (failures - 1), 60) * 1000;
}

/** The function is to run now. */
export function isDue(state: DurableExecution): boolean {
  if (isSettled(state) || state.invocation || state.retryAt !== undefined) return false;
  return state.mustRun || state.unseen.size > 0;
}

/** The events that an invocation's end makes; none when that invocation is not the running one. */
export function endInvocation(
  state: DurableExecution,
  command: EndInvocation,
  now: number,
  inForce: Limits,
): JournalEvent[] {
  if (state.invocation?.requestId !== command.requestId) return [];
  const verdict = judge(state, command.end, inForce);
  const { startedAt, requestId } = state.invocation;
  const completed: EventOf<'InvocationCompleted'> = {
    EventTimestamp: now,
    EventType: 'InvocationCompleted',
    InvocationCompletedDetails: {
      StartTimestamp: startedAt,
      EndTimestamp: now,
      RequestId: requestId,
      Error: verdict.error && { Payload: verdict.error },
    },
    _Lost: command.end.kind === 'lost' || undefined,
  };
  const outcome = state.closed ? undefined : (state.outcome ?? verdict.outcome);
  return outcome ? [completed, executionEnded(outcome, now)] : [completed];
}

/** What an invocation's end means: an error to record, an outcome that closes the execution, or neither. */
interface Verdict {
  readonly error?: ErrorObject | undefined;
  readonly outcome?: Outcome | undefined;
}

function judge(state: DurableExecution, end: InvocationEnd, inForce: Limits): Verdict {
  switch (end.kind) {
    case 'lost':
      return { error: lostError(state.invocation?.requestId) };
    case 'error': {
      const isLast = state.failures + 1 >= state.started._Start.MaxInvocationFailures;
      const isFinal = end.isPermanent === true || isLast;
      return { error: end.error, outcome: isFinal ? { Status: 'FAILED', Error: end.error } : undefined };
    }
    case 'reply':
      return isSettled(state) ? noteReply(end.text) : judgeReply(state, end.text, inForce);
  }
}

function lostError(requestId: string | undefined): ErrorObject {
  return {
    ErrorType: 'Runtime.ExitError',
    ErrorMessage: `RequestId: ${requestId} Error: Runtime exited without providing a reason`,
  };
}

const ErrorReply = z.object({
  ErrorMessage: z.nullish(z.string()),
  ErrorType: z.nullish(z.string()),
  ErrorData: z.nullish(z.string()),
  StackTrace: z.nullish(z.array(z.string())),
});

const Reply = z.object({
  Status: z.enum(['SUCCEEDED', 'FAILED', 'PENDING']),
  Result: z.nullish(z.string()),
  Error: z.nullish(ErrorReply),
});

/** The execution is over, or about to be: of what the function says only its error is kept. */
function noteReply(text: string): Verdict {
  const { data } = Reply.safeParse(parseJson(text));
  return { error: data?.Status === 'FAILED' ? errorOf(data) : undefined };
}

/** Checks the reply as the service does. A reply that breaks the protocol fails the execution: it is not retried. */
function judgeReply(state: DurableExecution, text: string, inForce: Limits): Verdict {
  const reply = Reply.safeParse(parseJson(text));
  if (!reply.success) return broken('Invalid Status in invocation output.');
  const { Status, Result, Error } = reply.data;
  switch (Status) {
    case 'PENDING':
      return canSuspend(state) ? {} : broken('Cannot return PENDING status with no pending operations.');
    case 'SUCCEEDED':
      if (Error) return broken('Cannot provide an Error for SUCCEEDED status.');
      return succeeded(state, Result ?? undefined, inForce);
    case 'FAILED': {
      if (Result) return broken('Cannot provide a Result for FAILED status.');
      const error = errorOf(reply.data);
      if (isTooLarge(error, inForce)) return broken(errorTooLarge(inForce));
      return { error, outcome: { Status: 'FAILED', Error: error } };
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function broken(ErrorMessage: string): Verdict {
  const error = { ErrorType: 'InvalidParameterValueException', ErrorMessage };
  return { error, outcome: { Status: 'FAILED', Error: error } };
}

/**
 * A wait may end between the function's decision to suspend and its reply, so a change it was not shown will do,
 * and so will one that it was shown by the newest answer.
 */
function canSuspend({ suspending, unseen, invocation }: DurableExecution): boolean {
  return suspending > 0 || unseen.size > 0 || invocation?.sawPending === true;
}

function succeeded(state: DurableExecution, Result: string | undefined, inForce: Limits): Verdict {
  if (byteLength(Result ?? '') > resultLimit(state, inForce)) return broken(resultTooLarge(state, inForce));
  return { outcome: { Status: 'SUCCEEDED', Result } };
}

/** Some SDKs send null for what is absent. */
function errorOf({ Error }: z.infer<typeof Reply>): ErrorObject {
  return {
    ErrorMessage: Error?.ErrorMessage ?? undefined,
    ErrorType: Error?.ErrorType ?? undefined,
    ErrorData: Error?.ErrorData ?? undefined,
    StackTrace: Error?.StackTrace ?? undefined,
  };
}

function executionEnded(outcome: Outcome, now: number): JournalEvent {
  return outcome.Status === 'SUCCEEDED'
    ? {
        EventTimestamp: now,
        EventType: 'ExecutionSucceeded',
        ExecutionSucceededDetails: { Result: { Payload: outcome.Result } },
      }
    : {
        EventTimestamp: now,
        EventType: 'ExecutionFailed',
        ExecutionFailedDetails: { Error: { Payload: outcome.Error } },
      };
}
