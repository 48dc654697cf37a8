import { type ExitCode, exitCodes, Failure } from '../cli/failure.ts';
import { parseExecutionArn } from '../model/arn.ts';
import { toIso } from '../model/time.ts';
import type { CallbackScope } from './callbacks.ts';
import type { Lambda } from './client.ts';
import type { HistoryEvent } from './history-event.ts';
import { type LocatedCallback, locateCallback } from './locate-callback.ts';
import { type HistoryOperation, isOpen, namesOf } from './operations.ts';
import { unknownCallback } from './unknown-callback.ts';

/** How a callback came to its end. */
export interface CallbackEnd {
  readonly code: string;
  /** `answered with success at 2026-01-02T03:04:05.678Z`. */
  readonly what: string;
  readonly exitCode: ExitCode;
}

/** Puts who closed a callback, and when, or that there is none, in the place of what the service says of an id. */
export async function explainCallbackError(
  lambda: Lambda,
  callbackId: string,
  scope: CallbackScope,
  error: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  if (isUnknown(error)) return unknownCallback(callbackId, error);
  if (!isClosedError(error)) return error;
  const located = await locateCallback(lambda, callbackId, scope, signal);
  const end = located && callbackEnd(located);
  if (!end) return error;
  return new Failure({
    code: end.code,
    message: `${titleOf(located)} is closed: ${end.what}`,
    hint: 'the function saw nothing of this; durcb pending lists what still waits',
    exitCode: end.exitCode,
    requestId: error.requestId,
    cause: error,
  });
}

const isClosedError = (error: unknown): error is Failure =>
  error instanceof Failure && error.code === 'callback-closed';

// An id that the service did not make is an invalid parameter to it, to people it is a callback that is not there.
const isUnknown = (error: unknown): error is Failure =>
  error instanceof Failure &&
  (error.code === 'not-found' || (error.code === 'invalid-parameter' && /callback id/i.test(error.message)));

/** Whether the callback was closed before: answered, timed out, or lost with its execution. */
export const isClosedFailure = (error: unknown): error is Failure =>
  error instanceof Failure && closedCodes.includes(error.code);

const closedCodes = ['callback-closed', 'callback-already-answered', 'callback-expired', 'execution-ended'];

/** Undefined while the callback waits. */
export function callbackEnd({ operation, operations }: LocatedCallback): CallbackEnd | undefined {
  if (!isOpen(operation)) return endOf(operation);
  const execution = [...operations.values()].find(({ Type }) => Type === 'EXECUTION');
  return execution && !isOpen(execution) ? lostWith(execution) : undefined;
}

/** `callback approval of execution order-7`. */
export function titleOf({ DurableExecutionArn, operation, operations }: LocatedCallback): string {
  const [name = operation.Id] = namesOf(operations, operation);
  const execution = parseExecutionArn(DurableExecutionArn)?.executionName ?? DurableExecutionArn;
  return `callback ${name} of execution ${execution}`;
}

function endOf({ Status, first, last }: HistoryOperation): CallbackEnd {
  const at = toIso(last.EventTimestamp.getTime());
  const answered = { code: 'callback-already-answered', exitCode: exitCodes.callbackAnswered };
  if (Status === 'SUCCEEDED') return { ...answered, what: `answered with success at ${at}` };
  if (Status === 'FAILED') return { ...answered, what: `answered with failure at ${at}` };
  const why = isLongEnough(first, last) ? '' : ' for want of a heartbeat';
  return { code: 'callback-expired', exitCode: exitCodes.callbackExpired, what: `timed out at ${at}${why}` };
}

// Payloads are not read, so that the clock must tell which of the two timeouts it was.
function isLongEnough(first: HistoryEvent, last: HistoryEvent): boolean {
  const { Timeout, HeartbeatTimeout } = first.CallbackStartedDetails ?? {};
  const lived = last.EventTimestamp.getTime() - first.EventTimestamp.getTime();
  return !HeartbeatTimeout || (Timeout !== undefined && lived >= Timeout * 1000);
}

function lostWith({ Status, last }: HistoryOperation): CallbackEnd {
  const how = Status.toLowerCase().replace('_', ' ');
  return {
    code: 'execution-ended',
    exitCode: exitCodes.callbackExpired,
    what: `execution ${how} at ${toIso(last.EventTimestamp.getTime())}`,
  };
}
