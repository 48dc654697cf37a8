import type { GetDurableExecutionResponse } from '@aws-sdk/client-lambda';
import { type Column, flag, type Row } from '../../cli/command.ts';
import { errorLine } from '../../lambda/history-event.ts';
import { parseExecutionArn } from '../../model/arn.ts';
import { column, durationColumn } from '../column.ts';
import { payloadDigest } from '../payloads/payload-digest.ts';
import { withoutData } from '../payloads/without-data.ts';
import { given } from '../values/text-value.ts';

export const showOption = flag('--show', 'print input, result and the whole error, too', given);

/** What a record of an execution shows first. */
export const executionColumns: readonly Column[] = [
  column('execution', 'DurableExecutionName'),
  column('function', 'Derived.FunctionName'),
  column('version', 'Derived.Version'),
  column('status', 'Status'),
  column('started', 'StartTimestamp'),
  column('ended', 'EndTimestamp'),
  durationColumn('took', 'Derived.DurationSeconds'),
  column('result bytes', 'Derived.Result.Bytes'),
  column('error', 'Derived.Error'),
];

/** An execution as in the API; its payloads only when asked for. `now` in epoch milliseconds; `more` joins Derived. */
export function executionRecord(
  execution: GetDurableExecutionResponse,
  show: boolean,
  now: number,
  more: Row = {},
): Row {
  const { InputPayload, Result, Error: error, StartTimestamp, EndTimestamp } = execution;
  const { functionName, version } = parseExecutionArn(execution.DurableExecutionArn ?? '') ?? {};
  const end = EndTimestamp?.getTime() ?? now;
  return {
    ...membersOf(execution),
    ...(show ? { InputPayload, Result, Error: error } : { Error: error && withoutData(error) }),
    Derived: {
      FunctionName: functionName,
      Version: version,
      DurationSeconds: StartTimestamp && (end - StartTimestamp.getTime()) / 1000,
      Input: InputPayload === undefined ? undefined : payloadDigest(InputPayload),
      Result: Result === undefined ? undefined : payloadDigest(Result),
      Error: errorLine(error),
      ...more,
    },
  };
}

function membersOf(execution: GetDurableExecutionResponse): Row {
  const { DurableExecutionArn, DurableExecutionName, FunctionArn, Status, StartTimestamp, EndTimestamp } =
    execution;
  const { Version, TraceHeader, DurableConfig } = execution;
  return {
    DurableExecutionArn,
    DurableExecutionName,
    FunctionArn,
    Version,
    Status,
    StartTimestamp,
    EndTimestamp,
    DurableConfig,
    TraceHeader,
  };
}
