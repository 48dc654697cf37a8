import { formatFunctionArn, parseExecutionArn } from '../../model/arn.ts';
import type { JournalEvent } from '../../model/event.ts';
import { type CheckpointToken, encodeCheckpointToken } from '../../model/ids.ts';
import type { DurableExecutionSummary, Event, Operation } from '../../model/wire.ts';
import { type DurableExecution, executionNameOf, isSettled, statusOf } from './durable-execution.ts';

/** GetDurableExecution. */
export function summary(state: DurableExecution, includeData: boolean): DurableExecutionSummary {
  const { started, closed } = state;
  const { _Start: start, ExecutionStartedDetails: details } = started;
  const arn = parseExecutionArn(start.Arn);
  return {
    DurableExecutionArn: start.Arn,
    DurableExecutionName: executionNameOf(state),
    FunctionArn: arn ? formatFunctionArn(arn, arn.functionName, arn.version) : '',
    Version: arn?.version,
    Status: statusOf(state),
    StartTimestamp: started.EventTimestamp,
    EndTimestamp: closed?.at,
    TraceHeader: start.TraceHeader === undefined ? undefined : { XAmznTraceId: start.TraceHeader },
    DurableConfig: {
      ExecutionTimeout: details.ExecutionTimeout,
      RetentionPeriodInDays: start.RetentionPeriodInDays,
      KMSKeyArn: start.KMSKeyArn,
    },
    ExecutionDataIncluded: includeData,
    ...(includeData && { InputPayload: details.Input.Payload, Result: closed?.result, Error: closed?.error }),
  };
}

export interface CheckpointAnswer {
  /** Absent when the checkpoint closed the execution: there is nothing more to checkpoint. */
  readonly token: CheckpointToken | undefined;
  readonly operations: readonly Operation[];
}

/** What the newest checkpoint is answered with. */
export function checkpointAnswer(state: DurableExecution): CheckpointAnswer {
  const token = isSettled(state) ? undefined : currentToken(state);
  return { token, operations: state.lastCheckpoint?.operations ?? [] };
}

/** The only token that is good now; undefined while no invocation runs. */
export function currentToken({ executionId, invocation, invocations }: DurableExecution) {
  return (
    invocation &&
    encodeCheckpointToken({ executionId, invocation: invocations, sequence: invocation.sequence })
  );
}

/** An event as history shows it. Id and Name of Execution* events are the execution's own. */
export function historyEvent(
  state: DurableExecution,
  { eventId, event }: { readonly eventId: number; readonly event: JournalEvent },
  includeData: boolean,
): Event {
  const isExecution = event.EventType.startsWith('Execution');
  const own = isExecution ? { Id: state.executionId, Name: executionNameOf(state) } : {};
  return { EventId: eventId, ...own, ...publicMembers(event, includeData) };
}

function publicMembers(event: JournalEvent, includeData: boolean): Partial<Event> {
  const members = Object.entries(event)
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, value]) => [name, name.endsWith('Details') ? detailsShown(value, includeData) : value]);
  return Object.fromEntries(members);
}

const payloads = ['Input', 'Result', 'Error'];

/** Payloads are given whole or not at all; which of the two is said beside each. */
function detailsShown(details: object, includeData: boolean): object {
  const members = Object.entries(details)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, payloads.includes(name) ? payloadShown(value, includeData) : value]);
  return Object.fromEntries(members);
}

function payloadShown(payload: object, includeData: boolean): object {
  return includeData ? { ...payload, Truncated: false } : { Truncated: true };
}
