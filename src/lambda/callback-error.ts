import { type ExitCode, exitCodes, Failure } from '../cli/failure.ts';
import { parseExecutionArn } from '../model/arn.ts';
import { toIso } from '../model/time.ts';
import type { CallbackScope } from './callbacks.ts';
import type { Lambda } from './client.ts';
import { eventWithData } from './event-with-data.ts';
import { errorOf, type HistoryEvent } from './history-event.ts';
import { type LocatedCallback, locateCallback } from './locate-callback.ts';
import { type HistoryOperation, isOpen, namesOf } from './operations.ts';
import { plainWords } from './plain-words.ts';
import { isDenied } from './service-error.ts';
import { unknownCallback } from './unknown-callback.ts';

/** How a callback came to its end. */
interface CallbackEnd {
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
  try {
    const closed = await findClosed(lambda, callbackId, scope, signal);
    return closed ? closed.with({ hint: unseen, requestId: error.requestId, cause: error }) : error;
  } catch (trouble) {
    // Whoever may answer need not be allowed to read: it is closed all the same.
    if (trouble instanceof Failure && isDenied(trouble)) return error.with({ hint: unreadable(trouble) });
    throw trouble;
  }
}

const unseen = 'the function saw nothing of this; durcb pending lists what still waits';

const unreadable = ({ message, hint }: Failure): string =>
  [`who closed it, and when, could not be read: ${message}`, hint].filter(Boolean).join('; ');

async function findClosed(
  lambda: Lambda,
  callbackId: string,
  scope: CallbackScope,
  signal?: AbortSignal,
): Promise<Failure | undefined> {
  const located = await locateCallback(lambda, callbackId, scope, signal);
  return located && closedFailure(lambda, located, signal);
}

/** Says who closed a callback, and when; undefined while it waits. */
export async function closedFailure(
  lambda: Lambda,
  located: LocatedCallback,
  signal?: AbortSignal,
): Promise<Failure | undefined> {
  const end = await callbackEnd(lambda, located, signal);
  if (!end) return undefined;
  const { code, what, exitCode } = end;
  return new Failure({
    code,
    message: `${titleOf(located)} is closed: ${what}`,
    hint: 'durcb history shows what came of it',
    exitCode,
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
async function callbackEnd(
  lambda: Lambda,
  located: LocatedCallback,
  signal?: AbortSignal,
): Promise<CallbackEnd | undefined> {
  const { operation, operations } = located;
  if (operation.Status === 'TIMED_OUT') return timedOut(lambda, located, signal);
  if (!isOpen(operation)) return answered(operation);
  const execution = [...operations.values()].find(({ Type }) => Type === 'EXECUTION');
  return execution && !isOpen(execution) ? lostWith(execution) : undefined;
}

/** `callback approval of execution order-7`. */
export function titleOf({ DurableExecutionArn, operation, operations }: LocatedCallback): string {
  const [name = operation.Id] = namesOf(operations, operation);
  const execution = parseExecutionArn(DurableExecutionArn)?.executionName ?? DurableExecutionArn;
  return `callback ${name} of execution ${execution}`;
}

const answered = ({ Status, last }: HistoryOperation): CallbackEnd => ({
  code: 'callback-already-answered',
  exitCode: exitCodes.callbackAnswered,
  what: `answered with ${Status === 'SUCCEEDED' ? 'success' : 'failure'} at ${timeOf(last)}`,
});

// Which of its two timeouts it was stands in the payload alone, which was not read with the rest.
async function timedOut(
  lambda: Lambda,
  { DurableExecutionArn, operation: { last } }: LocatedCallback,
  signal?: AbortSignal,
): Promise<CallbackEnd> {
  const event = await eventWithData(lambda, DurableExecutionArn, last.EventId, signal);
  const isHeartbeat = event && errorOf(event)?.ErrorType === 'Callback.Heartbeat';
  const why = isHeartbeat ? ' for want of a heartbeat' : '';
  return {
    code: 'callback-expired',
    exitCode: exitCodes.callbackExpired,
    what: `timed out at ${timeOf(last)}${why}`,
  };
}

function lostWith({ Status, last }: HistoryOperation): CallbackEnd {
  return {
    code: 'execution-ended',
    exitCode: exitCodes.callbackExpired,
    what: `execution ${plainWords(Status)} at ${timeOf(last)}`,
  };
}

const timeOf = ({ EventTimestamp }: HistoryEvent): string => toIso(EventTimestamp.getTime());
