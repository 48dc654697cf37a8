import type { Lambda } from '../../lambda/client.ts';
import { readHistory } from '../../lambda/history.ts';
import { errorLine, errorOf, payloadOf } from '../../lambda/history-event.ts';
import { attemptsOf, nodesOf, tookOf } from '../../lambda/operation-node.ts';
import { placedNodes } from '../../lambda/operation-path.ts';
import { applyEvent, type HistoryOperation, type Operations } from '../../lambda/operations.ts';
import type { ComparedSide } from '../output/operation.ts';
import { type PayloadDigest, payloadDigest } from '../payloads/payload-digest.ts';

/** The path of the execution itself. */
export const wholePath = '.';

/** The operations of an execution by their paths, depth first, the execution itself first of all; `now` in epoch milliseconds. */
export async function comparedSides(
  lambda: Lambda,
  DurableExecutionArn: string,
  now: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ComparedSide>> {
  const operations: Operations = new Map();
  for await (const event of readHistory(lambda, { DurableExecutionArn, withData: true }, signal))
    applyEvent(operations, event);
  const root = nodesOf(operations);
  if (!root) return new Map();
  const placed = placedNodes(root).map(({ path, node }) => [path, sideOf(node.operation, now)] as const);
  return new Map([[wholePath, sideOf(root.operation, now)], ...placed]);
}

function sideOf(operation: HistoryOperation, now: number): ComparedSide {
  const { Id, Type, Status, first, last } = operation;
  return {
    OperationId: Id,
    Type,
    Status,
    Attempts: attemptsOf(operation),
    Input: digestOf(payloadOf(first)),
    Result: digestOf(last === first ? undefined : payloadOf(last)),
    Error: errorLine(errorOf(last)),
    DurationSeconds: tookOf(operation, now) / 1000,
    StartEventId: first.EventId,
  };
}

const digestOf = (payload: string | undefined): PayloadDigest | undefined =>
  payload === undefined ? undefined : payloadDigest(payload);
