import { parseExecutionArn } from '../model/arn.ts';
import type { Lambda } from './client.ts';
import { errorOf, type HistoryEvent } from './history-event.ts';
import { type HistoryOperation, namesOf, type Operations, operationsOf } from './operations.ts';

/** `expired`: its total time ran out; `unbeaten`: for want of a heartbeat; `lost`: its execution ended first. */
export type CallbackOutcome = 'succeeded' | 'failed' | 'expired' | 'unbeaten' | 'open' | 'lost';

/** What became of one callback. */
export interface CallbackRecord {
  /** What people call it: the name of the waitForCallback around it, or its own. */
  readonly Name: string | undefined;
  readonly names: readonly string[];
  readonly FunctionName: string;
  readonly Version: string;
  readonly DurableExecutionArn: string;
  readonly StartTimestamp: Date;
  readonly Outcome: CallbackOutcome;
  /** Milliseconds from its start to its answer; undefined when it had none. */
  readonly responseTime: number | undefined;
}

/** Every callback of an execution, open or closed, in the order they began. */
export async function callbackRecords(
  lambda: Lambda,
  DurableExecutionArn: string,
  signal?: AbortSignal,
): Promise<readonly CallbackRecord[]> {
  let operations = await operationsOf(lambda, DurableExecutionArn, signal);
  // Which of two timeouts it was may stand in the payload alone, which costs more to read, once.
  if (callbacksIn(operations).some(mayBeEither))
    operations = await operationsOf(lambda, DurableExecutionArn, signal, true);
  const hasEnded = [...operations.values()].some(
    ({ Type, Status }) => Type === 'EXECUTION' && Status !== 'STARTED',
  );
  return callbacksIn(operations).map((callback) => ({
    ...placeOf(DurableExecutionArn),
    ...recordOf(callback, operations),
    Outcome: outcomeOf(callback, hasEnded),
  }));
}

const callbacksIn = (operations: Operations): readonly HistoryOperation[] =>
  [...operations.values()].filter(({ Type }) => Type === 'CALLBACK');

const mayBeEither = (callback: HistoryOperation): boolean =>
  callback.Status === 'TIMED_OUT' && timeoutOf(callback) === undefined;

/** Which of its timeouts ended a callback; undefined where only the payload of the event tells. */
function timeoutOf({ first, last }: HistoryOperation): 'expired' | 'unbeaten' | undefined {
  const { Timeout, HeartbeatTimeout } = first.CallbackStartedDetails ?? {};
  const told = errorOf(last)?.ErrorType;
  if (told !== undefined) return told === 'Callback.Heartbeat' ? 'unbeaten' : 'expired';
  if (!HeartbeatTimeout) return 'expired';
  // Its whole time was not over yet; a second for clocks that are not exact.
  if (!Timeout || tookOf(first, last) < (Timeout - 1) * 1000) return 'unbeaten';
  return undefined;
}

const tookOf = (first: HistoryEvent, last: HistoryEvent): number =>
  last.EventTimestamp.getTime() - first.EventTimestamp.getTime();

function placeOf(DurableExecutionArn: string) {
  const { functionName = '', version = '' } = parseExecutionArn(DurableExecutionArn) ?? {};
  return { DurableExecutionArn, FunctionName: functionName, Version: version };
}

function recordOf(callback: HistoryOperation, operations: Operations) {
  const { first, last, Status } = callback;
  const names = namesOf(operations, callback);
  const isAnswered = Status === 'SUCCEEDED' || Status === 'FAILED';
  return {
    Name: names[0],
    names,
    StartTimestamp: first.EventTimestamp,
    responseTime: isAnswered ? tookOf(first, last) : undefined,
  };
}

export function outcomeOf(callback: HistoryOperation, hasEnded: boolean): CallbackOutcome {
  const { Status } = callback;
  if (Status === 'SUCCEEDED') return 'succeeded';
  if (Status === 'FAILED') return 'failed';
  if (Status !== 'TIMED_OUT') return hasEnded ? 'lost' : 'open';
  return timeoutOf(callback) ?? 'expired';
}
