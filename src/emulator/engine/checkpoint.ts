import type { JournalEvent } from '../../model/event.ts';
import { decodeCheckpointToken } from '../../model/ids.ts';
import { type Limits, limits } from '../../model/limits.ts';
import type { OperationAction, OperationType, OperationUpdate } from '../../model/wire.ts';
import type { Checkpoint } from './command.ts';
import { arnOf, type DurableExecution, isSettled } from './durable-execution.ts';
import { evolve } from './evolve.ts';
import type { OperationState, Transition } from './operation-kind.ts';
import { operationKinds } from './operations/index.ts';
import { checkUpdateSize } from './payload-limits.ts';
import { get } from './persistent-map.ts';
import { invalidCheckpointToken, invalidParameter } from './rejection.ts';

/** All events of a batch, or a Rejection and none: update 3 sees what update 1 did. */
export function decideCheckpoint(
  state: DurableExecution,
  command: Checkpoint,
  now: number,
  inForce: Limits,
): JournalEvent[] {
  if (isRepeated(state, command, now)) return [];
  checkToken(state, command.token);
  checkBatch(command.updates);
  const events: JournalEvent[] = [];
  let draft = state;
  for (const update of command.updates) {
    const made = decideUpdate(draft, update, { ...command, inForce }, now);
    draft = made.reduce(evolve, draft);
    events.push(...made);
  }
  checkTotals(draft, inForce);
  return [...events, { EventTimestamp: now, EventType: '_Checkpointed', ClientToken: command.clientToken }];
}

/** The very request that was answered last, sent again because the answer was lost. */
function isRepeated(
  { lastCheckpoint, ...state }: DurableExecution,
  command: Checkpoint,
  now: number,
): boolean {
  if (!lastCheckpoint?.clientToken || lastCheckpoint.clientToken !== command.clientToken) return false;
  const token = decodeCheckpointToken(command.token);
  return (
    !isSettled(state) &&
    token?.executionId === state.executionId &&
    token.invocation === state.invocations &&
    token.sequence === lastCheckpoint.sequence &&
    now - lastCheckpoint.at <= limits.clientTokenSeconds * 1000
  );
}

/** Tokens are a chain: only the newest one, of the running invocation, is good. */
export function checkToken(state: DurableExecution, text: string): void {
  const token = decodeCheckpointToken(text);
  if (token && token.executionId !== state.executionId) {
    throw invalidParameter('Checkpoint token is not valid for the durable execution ARN');
  }
  const isCurrent =
    token?.invocation === state.invocations &&
    token.sequence === state.invocation?.sequence &&
    !isSettled(state);
  if (!isCurrent) throw invalidCheckpointToken();
}

function checkBatch(updates: readonly OperationUpdate[]): void {
  const closing = updates.filter(({ Type }) => Type === 'EXECUTION').length;
  if (closing > 1) throw invalidParameter('Cannot checkpoint multiple EXECUTION updates.');
  if (closing === 1 && updates.at(-1)?.Type !== 'EXECUTION') {
    throw invalidParameter('EXECUTION checkpoint must be the last update.');
  }
  // The id under which the SDKs close an execution stands for nothing.
  const operations = updates.filter(({ Type }) => Type !== 'EXECUTION');
  for (const [first, ...others] of Map.groupBy(operations, ({ Id }) => Id).values()) {
    if (first && !isStartAndEnd(first, others)) {
      throw invalidParameter('Cannot update the same operation twice in a single request.');
    }
  }
}

/** One update for an operation, or for a step or a context its start followed by one that is none. */
function isStartAndEnd(first: OperationUpdate, [second, ...more]: readonly OperationUpdate[]): boolean {
  if (!second) return true;
  const mayPair = first.Type === 'STEP' || first.Type === 'CONTEXT';
  return mayPair && first.Action === 'START' && second.Action !== 'START' && more.length === 0;
}

function decideUpdate(
  state: DurableExecution,
  update: OperationUpdate,
  { targets, inForce }: Pick<Checkpoint, 'targets'> & { readonly inForce: Limits },
  now: number,
): JournalEvent[] {
  const transition = transitionOf(update);
  // The SDKs close an execution under an id of their own; it always means this execution.
  const before = get(state.operations, update.Type === 'EXECUTION' ? state.executionId : update.Id);
  if (update.Type !== 'EXECUTION') checkIdentity(state, update, before);
  if (!transition.from.includes(before?.operation.Status ?? 'NONE'))
    throw invalidParameter(transition.refusal);
  checkOutcome(update);
  checkUpdateSize(state, update, inForce);
  return transition.decide(named(update, before), {
    now,
    before,
    executionId: state.executionId,
    executionArn: arnOf(state),
    target: targets.get(update.Id),
  });
}

/** Every event carries the name and sub-type of its operation, whether or not the update repeats them. */
function named(update: OperationUpdate, before: OperationState | undefined): OperationUpdate {
  if (!before) return update;
  const { Name, SubType } = before.operation;
  return { ...update, Name, SubType };
}

function transitionOf({ Type, Action }: OperationUpdate): Transition {
  const kinds: Record<OperationType, { actions: Partial<Record<OperationAction, Transition>> }> =
    operationKinds;
  const transition = kinds[Type].actions[Action];
  if (!transition) throw invalidParameter('Invalid action for the given operation type.');
  return transition;
}

/** An operation keeps the type, names and parent of its first update; names need not be repeated. */
function checkIdentity(
  state: DurableExecution,
  update: OperationUpdate,
  before: OperationState | undefined,
): void {
  if (!before) {
    checkParent(state, update.ParentId);
    return;
  }
  const { operation } = before;
  if (operation.Type !== update.Type) throw invalidParameter('Inconsistent operation type.');
  if (isOther(update.SubType, operation.SubType)) throw invalidParameter('Inconsistent operation subtype.');
  if (isOther(update.Name, operation.Name)) throw invalidParameter('Inconsistent operation name.');
  if (operation.ParentId !== update.ParentId) throw invalidParameter('Inconsistent parent operation id.');
}

function isOther(given: string | undefined, known: string | undefined): boolean {
  return given !== undefined && given !== known;
}

function checkParent({ operations }: DurableExecution, parentId: string | undefined): void {
  if (parentId === undefined) return;
  if (get(operations, parentId)?.operation.Type !== 'CONTEXT') {
    throw invalidParameter('Invalid parent operation id.');
  }
}

function checkOutcome({ Action, Payload, Error }: OperationUpdate): void {
  if (Action === 'SUCCEED' && Error) throw invalidParameter('Cannot provide an Error for SUCCEED action.');
  if (Action === 'FAIL' && Payload !== undefined) {
    throw invalidParameter('Cannot provide a Payload for FAIL action.');
  }
}

// AWS tells the numbers, not what it answers: a refusal ends the execution in every SDK, and is not tried again.
function checkTotals({ operations, storedBytes }: DurableExecution, inForce: Limits): void {
  // The execution is an operation of its own.
  if (operations.size - 1 > inForce.operations) {
    throw invalidParameter(
      `Durable execution operations must be less than or equal to ${inForce.operations}.`,
    );
  }
  if (storedBytes > inForce.storedBytes) {
    throw invalidParameter(
      `Durable execution storage must be less than or equal to ${inForce.storedBytes} bytes.`,
    );
  }
}
