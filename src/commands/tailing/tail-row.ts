import type { Row } from '../../cli/command.ts';
import type { TailedLine } from '../../lambda/log-match.ts';
import type { TailedEvent, TailedExecutions } from '../../lambda/tailed-executions.ts';
import type { PayloadFolder } from '../payloads/payload-folder.ts';
import { eventRow, type PayloadMode } from './event-row.ts';
import type { TreeLabels } from './tree-labels.ts';

export interface TailRowLook {
  readonly payload: PayloadMode;
  readonly executions: TailedExecutions;
  readonly labels?: TreeLabels | undefined;
  readonly folder?: PayloadFolder | undefined;
}

/** An event of an execution. */
export function tailRow(
  { DurableExecutionArn, event }: TailedEvent,
  { payload, executions, labels, folder }: TailRowLook,
): Row {
  const more = {
    Depth: executions.get(DurableExecutionArn)?.depth || undefined,
    ...labels?.of(event),
    File: folder?.save(DurableExecutionArn, event),
  };
  return { DurableExecutionArn, ...eventRow(event, payload, more) };
}

/** A line that its function printed. */
export function lineRow({ DurableExecutionArn, time, line }: TailedLine, { executions }: TailRowLook): Row {
  const { eventId, group, stream, message, text, requestId } = line;
  return {
    DurableExecutionArn,
    EventType: 'Log',
    EventTimestamp: new Date(time),
    LogGroup: group,
    LogStream: stream,
    LogEventId: eventId,
    RequestId: requestId,
    Message: message,
    Derived: { Detail: text, Depth: executions.get(DurableExecutionArn)?.depth || undefined },
  };
}
