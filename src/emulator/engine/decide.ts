import type { EventOf, JournalEvent } from '../../model/event.ts';
import { type Limits, limits } from '../../model/limits.ts';
import type { OperationType } from '../../model/wire.ts';
import { decideCheckpoint } from './checkpoint.ts';
import type { Command, CompleteCallback, EndChainedInvoke, Heartbeat, Start, Stop } from './command.ts';
import { type DurableExecution, isSettled } from './durable-execution.ts';
import { evolve } from './evolve.ts';
import { endInvocation, isDue } from './invocation.ts';
import type { OperationState } from './operation-kind.ts';
import { completeCallback } from './operations/callback.ts';
import { endChainedInvoke } from './operations/chained-invoke.ts';
import { operationKinds } from './operations/index.ts';
import { checkErrorSize } from './payload-limits.ts';
import { get } from './persistent-map.ts';
import { callbackNotFound, Rejection } from './rejection.ts';

/** The event that begins an execution. */
export function start({ start, input, executionTimeout }: Start, now: number): EventOf<'ExecutionStarted'> {
  return {
    EventTimestamp: now,
    EventType: 'ExecutionStarted',
    ExecutionStartedDetails: { Input: { Payload: input }, ExecutionTimeout: executionTimeout },
    _Start: start,
  };
}

/** What the command makes happen: what fell due before it comes first. Throws a Rejection when the service refuses. */
export function decide(
  state: DurableExecution,
  command: Command,
  now: number,
  inForce: Limits = limits,
): JournalEvent[] {
  const due = expire(state, now);
  return [...due, ...decideNow(due.reduce(evolve, state), command, now, inForce)];
}

/** When the state changes by itself; undefined when never. */
export function nextDeadline({ deadlines, retryAt }: DurableExecution): number | undefined {
  const earliest = Math.min(deadlines?.at ?? Infinity, retryAt ?? Infinity);
  return Number.isFinite(earliest) ? earliest : undefined;
}

function expire(state: DurableExecution, now: number): JournalEvent[] {
  const events: JournalEvent[] = [];
  let draft = state;
  while ((nextDeadline(draft) ?? Infinity) <= now) {
    const made = expireEarliest(draft, now);
    draft = made.reduce(evolve, draft);
    events.push(...made);
  }
  return events;
}

function expireEarliest({ deadlines, retryAt, operations }: DurableExecution, now: number): JournalEvent[] {
  const operation = deadlines && get(operations, deadlines.operationId);
  if (!operation || (retryAt ?? Infinity) <= deadlines.at) {
    return [{ EventTimestamp: now, EventType: '_InvocationRetryDue' }];
  }
  const kinds: Record<OperationType, { expire?(state: OperationState, now: number): JournalEvent[] }> =
    operationKinds;
  return kinds[operation.operation.Type].expire?.(operation, now) ?? [];
}

function decideNow(state: DurableExecution, command: Command, now: number, inForce: Limits): JournalEvent[] {
  switch (command.type) {
    case 'Tick':
      return [];
    case 'Checkpoint':
      return decideCheckpoint(state, command, now, inForce);
    case 'CompleteCallback':
      return decideCompleteCallback(state, command, now, inForce);
    case 'Heartbeat':
      return decideHeartbeat(state, command, now);
    case 'Stop':
      return decideStop(state, command, now, inForce);
    case 'StartInvocation':
      if (!isDue(state)) return [];
      return [{ EventTimestamp: now, EventType: '_InvocationStarted', RequestId: command.requestId }];
    case 'EndInvocation':
      return endInvocation(state, command, now, inForce);
    case 'EndChainedInvoke':
      return decideEndChainedInvoke(state, command, now);
  }
}

function decideCompleteCallback(
  state: DurableExecution,
  { operationId, outcome }: CompleteCallback,
  now: number,
  inForce: Limits,
): JournalEvent[] {
  const { operation } = openCallback(state, operationId);
  if (outcome.kind === 'failure') checkErrorSize(outcome.error, inForce);
  return [completeCallback(operation, outcome, now)];
}

function decideHeartbeat(state: DurableExecution, { operationId }: Heartbeat, now: number): JournalEvent[] {
  const { operation, callback } = openCallback(state, operationId);
  if (!callback?.heartbeatTimeout) return [];
  return [{ EventType: '_CallbackHeartbeat', EventTimestamp: now, Id: operation.Id }];
}

function openCallback(state: DurableExecution, operationId: string): OperationState {
  const found = get(state.operations, operationId);
  if (found?.operation.Type !== 'CALLBACK') throw callbackNotFound();
  if (isSettled(state) || found.operation.Status !== 'STARTED') {
    throw new Rejection('CallbackTimeoutException', 'The callback is either timed out or already completed');
  }
  return found;
}

/** Stopping what is over, or about to be, changes nothing. */
function decideStop(state: DurableExecution, { error }: Stop, now: number, inForce: Limits): JournalEvent[] {
  if (isSettled(state)) return [];
  checkErrorSize(error, inForce);
  const ExecutionStoppedDetails = { Error: { Payload: error } };
  return [{ EventTimestamp: now, EventType: 'ExecutionStopped', ExecutionStoppedDetails }];
}

function decideEndChainedInvoke(
  state: DurableExecution,
  { operationId, outcome }: EndChainedInvoke,
  now: number,
): JournalEvent[] {
  const found = get(state.operations, operationId);
  const isOpen = found?.operation.Type === 'CHAINED_INVOKE' && found.operation.Status === 'STARTED';
  if (!isOpen || isSettled(state)) return [];
  return [endChainedInvoke(found.operation, outcome, now)];
}
