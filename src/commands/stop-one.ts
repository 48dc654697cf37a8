import type { ExecutionStatus } from '@aws-sdk/client-lambda';
import type { Context, Row } from '../cli/command.ts';
import type { Lambda } from '../lambda/client.ts';
import { parseExecutionArn } from '../model/arn.ts';
import type { ErrorObject } from '../model/wire.ts';

export interface ToStop {
  readonly arn: string;
  readonly name: string;
  readonly status: ExecutionStatus | undefined;
  readonly row: Row & { readonly Derived: Row };
}

/** An execution as it stands before it is stopped. */
export async function toStop(lambda: Lambda, arn: string, signal: AbortSignal): Promise<ToStop> {
  const { Status, StartTimestamp } = await lambda.getDurableExecution(
    { DurableExecutionArn: arn, IncludeExecutionData: false },
    signal,
  );
  const { executionName: name = arn, functionName } = parseExecutionArn(arn) ?? {};
  const Derived = { Name: name, FunctionName: functionName, Stopped: false, StatusBefore: Status };
  return { arn, name, status: Status, row: { DurableExecutionArn: arn, StartTimestamp, Derived } };
}

/** Stops an execution that has not ended, and says what became of it. */
export async function stopOne(
  { io, signal }: Pick<Context, 'io' | 'signal'>,
  lambda: Lambda,
  arn: string,
  error: ErrorObject | undefined,
): Promise<Row> {
  const { name, status, row } = await toStop(lambda, arn, signal);
  if (status !== 'RUNNING') {
    io.note(`durcb: execution ${name} had ended before: ${status}`);
    return row;
  }
  const isBusy = await runsCode(lambda, arn, signal);
  const Error = error && { ...error, StackTrace: error.StackTrace?.slice() };
  const { StopTimestamp } = await lambda.stopDurableExecution({ DurableExecutionArn: arn, Error }, signal);
  if (isBusy) io.note(`durcb: execution ${name} is running code, which goes on to its next checkpoint`);
  return { ...row, StopTimestamp, Derived: { ...row.Derived, Stopped: true } };
}

// Its newest event is the end of an invocation where nothing runs. Whoever may stop need not be allowed to read.
async function runsCode(lambda: Lambda, DurableExecutionArn: string, signal: AbortSignal): Promise<boolean> {
  const query = { DurableExecutionArn, IncludeExecutionData: false, ReverseOrder: true, MaxItems: 1 };
  const page = await lambda.getDurableExecutionHistory(query, signal).catch(() => undefined);
  signal.throwIfAborted();
  const newest = page?.Events?.[0];
  return newest !== undefined && newest.EventType !== 'InvocationCompleted';
}
