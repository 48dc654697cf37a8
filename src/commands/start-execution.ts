import { randomUUID } from 'node:crypto';
import { type Context, flag, type Result, type Row } from '../cli/command.ts';
import type { Payload } from '../cli/payload.ts';
import { usageFailure } from '../cli/usage.ts';
import type { Lambda } from '../lambda/client.ts';
import { checkExecutionName } from '../lambda/execution-name.ts';
import type { FunctionTarget } from '../lambda/functions.ts';
import { parseExecutionArn } from '../model/arn.ts';
import { actionOptions } from './action-options.ts';
import { alsoSaying, sayingItGoesOn } from './also-saying.ts';
import { column } from './column.ts';
import { executionOutcome } from './looking/execution-outcome.ts';
import { executionColumns, executionRecord, showOption } from './looking/execution-record.ts';
import { outcomeCode } from './looking/outcome.ts';
import type { StartedRecord } from './output/execution.ts';
import { payloadColumns } from './payloads/payload-columns.ts';
import { tailEvents } from './tailing/tail-events.ts';
import { given, textValue } from './values/text-value.ts';

/** How an execution is started, and what is seen of it. */
export const startOptions = {
  name: flag('--name <name>', 'call the execution so: starting it twice starts it once', textValue),
  follow: flag('-f, --follow', 'show its events until it has ended', given),
  wait: flag('--wait', 'wait until it has ended', given),
  show: showOption,
  ...actionOptions,
};

export interface StartOptions {
  readonly name: string | undefined;
  readonly follow: true | undefined;
  readonly wait: true | undefined;
  readonly show: true | undefined;
}

/** Throws for options that make no sense, before anything is asked. */
export function checkStart({ name, follow, wait }: StartOptions): void {
  if (follow && wait) throw usageFailure('--follow waits already', 'give --follow or --wait');
  if (name !== undefined) checkExecutionName(name);
}

export async function startExecution(
  context: Context,
  lambda: Lambda,
  target: Required<FunctionTarget>,
  payload: Payload | undefined,
  options: StartOptions,
): Promise<Result> {
  // A start whose reply is lost is sent again: under the same name it starts nothing twice.
  const DurableExecutionName = options.name ?? randomUUID();
  const { DurableExecutionArn = '' } = await lambda.invoke(
    { ...target, InvocationType: 'Event', DurableExecutionName, Payload: payload?.bytes },
    context.signal,
  );
  const show = options.show ?? false;
  if (options.follow) return followed(context, lambda, DurableExecutionArn, show);
  if (options.wait) return ended(context, lambda, DurableExecutionArn, show);
  return {
    kind: 'record',
    record: startedRecord(DurableExecutionArn, payload, show),
    id: DurableExecutionArn,
    columns: [...columns, ...payloadColumns(show)],
  };
}

const columns = [
  column('execution', 'DurableExecutionName'),
  column('function', 'Derived.FunctionName'),
  column('version', 'Derived.Version'),
  column('input bytes', 'Derived.Bytes'),
  column('arn', 'DurableExecutionArn'),
];

function followed(context: Context, lambda: Lambda, DurableExecutionArn: string, show: boolean): Result {
  context.io.note(`durcb: following ${DurableExecutionArn}`);
  const payload = show ? 'full' : 'none';
  const all = { follow: true, payload, isWanted: () => true } as const;
  const events = tailEvents(context, lambda, DurableExecutionArn, all);
  async function* rows(): AsyncGenerator<Row> {
    try {
      yield* events.rows;
    } catch (error) {
      throw sayingItStarted(error, DurableExecutionArn, context.signal);
    }
  }
  return { ...events, rows: rows() };
}

async function ended(
  context: Context,
  lambda: Lambda,
  DurableExecutionArn: string,
  show: boolean,
): Promise<Result> {
  const { signal } = context;
  const execution = await executionOutcome(context, lambda, DurableExecutionArn, signal).catch((error) => {
    throw sayingItStarted(sayingItGoesOn(error, DurableExecutionArn, signal), DurableExecutionArn, signal);
  });
  return {
    kind: 'record',
    record: executionRecord(execution, show, context.clock.now()),
    id: DurableExecutionArn,
    columns: [...executionColumns, ...payloadColumns(show)],
    exitCode: outcomeCode(execution.Status),
  };
}

// Whoever has not seen its end must be able to find it again.
const sayingItStarted = (error: unknown, DurableExecutionArn: string, signal: AbortSignal): unknown =>
  signal.aborted ? error : alsoSaying(error, `execution ${DurableExecutionArn} was started`);

function startedRecord(
  DurableExecutionArn: string,
  payload: Payload | undefined,
  show: boolean,
): StartedRecord {
  const { functionName, version, executionName } = parseExecutionArn(DurableExecutionArn) ?? {};
  return {
    DurableExecutionArn,
    DurableExecutionName: executionName,
    ...(show && payload && { InputPayload: new TextDecoder().decode(payload.bytes) }),
    Derived: { FunctionName: functionName, Version: version, Bytes: payload?.size, Sha256: payload?.sha256 },
  };
}
