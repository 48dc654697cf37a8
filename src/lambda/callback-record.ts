import { parseExecutionArn } from '../model/arn.ts';
import type { Lambda } from './client.ts';
import { errorOf } from './history-event.ts';
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
  // Which of two timeouts it was stands in the payload alone, which costs more to read, once.
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

function mayBeEither({ Status, first, last }: HistoryOperation): boolean {
  const { Timeout, HeartbeatTimeout } = first.CallbackStartedDetails ?? {};
  const isKnown = errorOf(last)?.ErrorType !== undefined;
  return Status === 'TIMED_OUT' && Boolean(Timeout) && Boolean(HeartbeatTimeout) && !isKnown;
}

function placeOf(DurableExecutionArn: string) {
  const { functionName = '', version = '' } = parseExecutionArn(DurableExecutionArn) ?? {};
  return { DurableExecutionArn, FunctionName: functionName, Version: version };
}

function recordOf(callback: HistoryOperation, operations: Operations) {
  const { first, last, Status } = callback;
  const names = namesOf(operations, callback);
  const isAnswered = Status === 'SUCCEEDED' || Status === 'FAILED';
  const took = last.EventTimestamp.getTime() - first.EventTimestamp.getTime();
  return {
    Name: names[0],
    names,
    StartTimestamp: first.EventTimestamp,
    responseTime: isAnswered ? took : undefined,
  };
}

export function outcomeOf({ Status, first, last }: HistoryOperation, hasEnded: boolean): CallbackOutcome {
  if (Status === 'SUCCEEDED') return 'succeeded';
  if (Status === 'FAILED') return 'failed';
  if (Status !== 'TIMED_OUT') return hasEnded ? 'lost' : 'open';
  const isHeartbeat = errorOf(last)?.ErrorType === 'Callback.Heartbeat';
  return isHeartbeat || !first.CallbackStartedDetails?.Timeout ? 'unbeaten' : 'expired';
}
