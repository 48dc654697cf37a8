import type { Operation } from '../../model/wire.ts';
import { byteLength } from './byte-length.ts';
import type { DurableExecution } from './durable-execution.ts';
import type { OperationState } from './operation-kind.ts';
import { get, values } from './persistent-map.ts';

export interface OperationPage {
  readonly operations: readonly Operation[];
  /** Where the next page begins; undefined on the last one. */
  readonly nextMarker: string | undefined;
}

export interface PageLimits {
  readonly maxItems: number;
  /** Of the operations as JSON. */
  readonly maxBytes: number;
}

/** The operations a replay needs, in the order they were started: none beneath a context whose result is known. */
export function operationPage(
  state: DurableExecution,
  marker: string | undefined,
  page: PageLimits,
): OperationPage {
  const shown = [...values(state.operations)]
    .filter((candidate) => candidate.index >= Number(marker ?? 0) && isReplayed(state, candidate.operation))
    .sort((one, other) => one.index - other.index);
  const count = countFitting(shown, page);
  return {
    operations: shown.slice(0, count).map(({ operation }) => operation),
    nextMarker: shown[count] && String(shown[count].index),
  };
}

/** Undefined is the first page; otherwise a marker that was handed out. */
export function isMarker(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}

function isReplayed({ operations }: DurableExecution, operation: Operation): boolean {
  let parent = operation.ParentId === undefined ? undefined : get(operations, operation.ParentId)?.operation;
  while (parent) {
    const isClosed = parent.EndTimestamp !== undefined;
    if (isClosed && !parent.ContextDetails?.ReplayChildren) return false;
    parent = parent.ParentId === undefined ? undefined : get(operations, parent.ParentId)?.operation;
  }
  return true;
}

/** At least one, however large: otherwise a reader would never get on. */
function countFitting(shown: readonly OperationState[], { maxItems, maxBytes }: PageLimits): number {
  let bytes = 0;
  const tooMany = shown.findIndex(({ operation }, index) => {
    bytes += byteLength(JSON.stringify(operation));
    return index > 0 && (index >= maxItems || bytes > maxBytes);
  });
  return tooMany < 0 ? shown.length : tooMany;
}
