import type { Column } from '../../cli/command.ts';
import { column, jsonColumn } from '../column.ts';

/** What --show adds to a record of an execution. */
export const payloadColumns = (show: boolean): readonly Column[] =>
  show
    ? [column('input', 'InputPayload'), column('result', 'Result'), jsonColumn('whole error', 'Error')]
    : [];
