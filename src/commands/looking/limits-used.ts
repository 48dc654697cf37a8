import type { Column, Row } from '../../cli/command.ts';
import { detailsOf, errorOf, type HistoryEvent, payloadOf } from '../../lambda/history-event.ts';
import { limits } from '../../model/limits.ts';
import { column } from '../column.ts';

/** Bytes that an event adds to what the service stores for its execution: input, result, error. */
export function storedBytes(event: HistoryEvent): number {
  const payload = Buffer.byteLength(payloadOf(event) ?? '');
  const details = detailsOf(event);
  const error = details && 'Error' in details ? errorOf(event) : undefined;
  return payload + (error ? Buffer.byteLength(JSON.stringify(error)) : 0);
}

/** How near an execution is to the service's limits. */
export const limitsUsed = (operations: number, bytes: number): Row => ({
  Operations: operations,
  OperationsLimit: limits.operations,
  StoredBytes: bytes,
  StoredBytesLimit: limits.storedBytes,
});

/** `12 of 3000`, `2400 of 3000 (80%)` */
export const limitColumns: readonly Column[] = [
  ofColumn('operations', 'Derived.Operations', 'Derived.OperationsLimit'),
  ofColumn('stored', 'Derived.StoredBytes', 'Derived.StoredBytesLimit', ' bytes'),
];

function ofColumn(header: string, usedPath: string, limitPath: string, unit = ''): Column {
  const used = column(header, usedPath);
  const limit = column(header, limitPath);
  return {
    header,
    value: (row) => {
      const percent = Math.floor((Number(used.value(row)) / Number(limit.value(row))) * 100);
      return `${used.value(row)} of ${limit.value(row)}${unit}${percent > 0 ? ` (${percent}%)` : ''}`;
    },
  };
}
