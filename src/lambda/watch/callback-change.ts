import { type CallbackOutcome, outcomeOf } from '../callback-record.ts';
import type { HistoryEvent } from '../history-event.ts';
import { applyEvent, type HistoryOperation, isOpen, type Operations } from '../operations.ts';
import { type PendingCallback, pendingCallback } from '../pending-callback.ts';
import { plainWords } from '../plain-words.ts';

/** That a callback began to wait, or came to its end. */
export type CallbackChange = Opened | Closed;

interface Opened {
  readonly kind: 'opened';
  readonly callback: PendingCallback;
}

interface Closed {
  readonly kind: 'closed';
  readonly callback: PendingCallback;
  readonly at: Date;
  readonly outcome: Exclude<CallbackOutcome, 'open'>;
  /** `answered with success`, `execution stopped`. */
  readonly how: string;
}

/** What is still open of an execution, by the events read so far. */
export interface OpenParts {
  readonly DurableExecutionArn: string;
  readonly operations: Operations;
  /** By the id of the operation. */
  readonly callbacks: Map<string, PendingCallback>;
  hasEnded: boolean;
}

export const openParts = (DurableExecutionArn: string): OpenParts => ({
  DurableExecutionArn,
  operations: new Map(),
  callbacks: new Map(),
  hasEnded: false,
});

/** Takes one more event in, and tells what it changes; events must come oldest first. The parts are changed in place. */
export function changesBy(parts: OpenParts, event: HistoryEvent): readonly CallbackChange[] {
  const operation = applyEvent(parts.operations, event);
  if (!operation) return [];
  // Whoever watches for days keeps only what may still change.
  if (!isOpen(operation)) parts.operations.delete(operation.Id);
  if (operation.Type === 'EXECUTION' && !isOpen(operation)) return ended(parts, operation);
  if (operation.Type !== 'CALLBACK') return [];
  return isOpen(operation) ? [opened(parts, operation)] : closed(parts, operation);
}

/** What becomes of an execution that the service has forgotten. */
export function forgotten(parts: OpenParts, at: Date): readonly CallbackChange[] {
  return lost(parts, at, 'execution forgotten');
}

function opened(
  { DurableExecutionArn, operations, callbacks }: OpenParts,
  operation: HistoryOperation,
): CallbackChange {
  const callback = pendingCallback(DurableExecutionArn, operation, operations);
  callbacks.set(operation.Id, callback);
  return { kind: 'opened', callback };
}

function closed({ callbacks }: OpenParts, operation: HistoryOperation): readonly CallbackChange[] {
  const callback = callbacks.get(operation.Id);
  const outcome = outcomeOf(operation, false);
  if (!callback || outcome === 'open') return [];
  callbacks.delete(operation.Id);
  return [
    { kind: 'closed', callback, at: operation.last.EventTimestamp, outcome, how: sentences[outcome] ?? '' },
  ];
}

function ended(parts: OpenParts, { Status, last }: HistoryOperation): readonly CallbackChange[] {
  return lost(parts, last.EventTimestamp, `execution ${plainWords(Status)}`);
}

function lost(parts: OpenParts, at: Date, how: string): readonly CallbackChange[] {
  const callbacks = [...parts.callbacks.values()];
  parts.hasEnded = true;
  parts.callbacks.clear();
  return callbacks.map((callback) => ({ kind: 'closed', callback, at, outcome: 'lost', how }));
}

const sentences: Readonly<Record<string, string>> = {
  succeeded: 'answered with success',
  failed: 'answered with failure',
  expired: 'timed out',
  unbeaten: 'timed out for want of a heartbeat',
};
