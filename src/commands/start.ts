import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { argument, type Context, command, flag, type Result, type Row } from '../cli/command.ts';
import type { Payload } from '../cli/payload.ts';
import { usageFailure } from '../cli/usage.ts';
import type { Lambda } from '../lambda/client.ts';
import { durableTarget } from '../lambda/durable-target.ts';
import { checkExecutionName } from '../lambda/execution-name.ts';
import { parseExecutionArn } from '../model/arn.ts';
import { alsoSaying, sayingItGoesOn } from './also-saying.ts';
import { column } from './column.ts';
import { executionInput } from './execution-input.ts';
import { executionOutcome } from './execution-outcome.ts';
import { executionColumns, executionRecord, showOption } from './execution-record.ts';
import { outcomeCode } from './outcome.ts';
import { payloadColumns } from './payload-columns.ts';
import { tailEvents } from './tail-events.ts';
import { given, textValue } from './text-value.ts';

export const start = command({
  name: 'start',
  summary: 'start an execution of a durable function, on its newest version unless told otherwise',
  examples: [
    'durcb start order --input order.json --name order-7',
    'durcb start order:live --input-text \'{"id":7}\' --follow',
    'durcb start order --input order.json --wait       exits with its outcome',
  ],
  arguments: {
    function: argument('<function>', 'name, name:version, name:alias or ARN', z.string(), 'function'),
  },
  options: {
    input: flag('--input <file>', 'the input is the bytes of this file; - for stdin', textValue, 'file'),
    inputText: flag('--input-text <text>', 'the input is this text', textValue),
    name: flag('--name <name>', 'call the execution so: starting it twice starts it once', textValue),
    follow: flag('-f, --follow', 'show its events until it has ended', given),
    wait: flag('--wait', 'wait until it has ended', given),
    show: showOption,
  },
  async run(context, input) {
    if (input.follow && input.wait) throw usageFailure('--follow waits already', 'give --follow or --wait');
    if (input.name !== undefined) checkExecutionName(input.name);
    const payload = await executionInput(context, input);
    const lambda = await context.lambda();
    const target = await durableTarget(lambda, input.function, context.signal);
    // A start whose reply is lost is sent again: under the same name it starts nothing twice.
    const DurableExecutionName = input.name ?? randomUUID();
    const { DurableExecutionArn = '' } = await lambda.invoke(
      { ...target, InvocationType: 'Event', DurableExecutionName, Payload: payload?.bytes },
      context.signal,
    );
    const show = input.show ?? false;
    if (input.follow) return followed(context, lambda, DurableExecutionArn, show);
    if (input.wait) return ended(context, lambda, DurableExecutionArn, show);
    return {
      kind: 'record',
      record: startedRecord(DurableExecutionArn, payload, show),
      id: DurableExecutionArn,
      columns: [...columns, ...payloadColumns(show)],
    };
  },
});

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

function startedRecord(DurableExecutionArn: string, payload: Payload | undefined, show: boolean): Row {
  const { functionName, version, executionName } = parseExecutionArn(DurableExecutionArn) ?? {};
  return {
    DurableExecutionArn,
    DurableExecutionName: executionName,
    ...(show && payload && { InputPayload: new TextDecoder().decode(payload.bytes) }),
    Derived: { FunctionName: functionName, Version: version, Bytes: payload?.size, Sha256: payload?.sha256 },
  };
}
