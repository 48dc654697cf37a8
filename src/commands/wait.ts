import type { ExecutionStatus } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { type Column, type Context, command, flag } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import { closedFailure } from '../lambda/callback-error.ts';
import type { Lambda } from '../lambda/client.ts';
import { followPolls } from '../lambda/follow.ts';
import type { HistoryOperation } from '../lambda/operations.ts';
import { advance, begun, type Progress } from '../lambda/progress.ts';
import { sayingItGoesOn } from './also-saying.ts';
import { column } from './column.ts';
import { executionArgument, executionArn, functionOption } from './execution-target.ts';
import { executionColumns, executionRecord } from './looking/execution-record.ts';
import { outcomeCode } from './looking/outcome.ts';
import { withinTime } from './time-limit.ts';
import { durationValue } from './values/duration-value.ts';
import { callbacksNamed, meets, type WaitCondition, waitConditionValue } from './wait-condition.ts';

export const wait = command({
  name: 'wait',
  summary: 'wait until an execution ends, sleeps, or reaches a callback or operation',
  examples: [
    'durcb wait @last                                  until it ends; exits with its outcome',
    'durcb wait @last --for status=SUCCEEDED --timeout 10m',
    'durcb wait order-7 --for callback:approve -o id   prints the id of the callback',
    'durcb wait @last --for operation:charge           until that operation has ended',
    'durcb wait @last --for suspended                  until no invocation runs',
  ],
  arguments: { execution: executionArgument },
  options: {
    function: functionOption,
    for: flag(
      '--for <condition>',
      'end, status=STATUS, suspended, callback:NAME or operation:NAME (default end)',
      z._default(waitConditionValue, { kind: 'end' }),
      ['end', 'suspended', 'status=', 'callback:', 'operation:'],
    ),
    timeout: flag('--timeout <duration>', 'give up after so long: exit 124', z.optional(durationValue)),
  },
  async run(context, input) {
    const lambda = await context.lambda();
    const DurableExecutionArn = await executionArn(context, lambda, input);
    const condition = input.for;
    const operation = await withinTime(context, input.timeout, (signal) =>
      waitFor({ ...context, signal }, lambda, DurableExecutionArn, condition),
    ).catch((error) => {
      throw sayingItGoesOn(error, DurableExecutionArn, context.signal);
    });
    const execution = await lambda.getDurableExecution({ DurableExecutionArn }, context.signal);
    if (!operation) throw neverMet(execution.Status);
    const CallbackId = operation.first.CallbackStartedDetails?.CallbackId;
    const { Name, Status, Id } = operation;
    const more = { Operation: operation.Type === 'EXECUTION' ? undefined : { Id, Name, Status, CallbackId } };
    return {
      kind: 'record',
      record: executionRecord(execution, false, context.clock.now(), more),
      id: CallbackId ?? DurableExecutionArn,
      columns,
      exitCode: condition.kind === 'end' ? outcomeCode(execution.Status) : exitCodes.done,
    };
  },
});

const columns: readonly Column[] = [
  ...executionColumns,
  column('operation', 'Derived.Operation.Status'),
  column('callback', 'Derived.Operation.CallbackId'),
];

/** What met the condition; undefined when the execution ended without. */
async function waitFor(
  { clock, signal }: Context,
  lambda: Lambda,
  DurableExecutionArn: string,
  condition: WaitCondition,
): Promise<HistoryOperation | undefined> {
  let progress = begun();
  for await (const events of followPolls(lambda, clock, { DurableExecutionArn, withData: false }, signal)) {
    for (const event of events) progress = advance(progress, event);
    const operation = meets(condition, progress, clock.now());
    if (operation) return operation;
    await refuseClosed(lambda, DurableExecutionArn, condition, progress, signal);
  }
  return undefined;
}

// Whoever waits for a callback to open must hear that it has been and gone.
async function refuseClosed(
  lambda: Lambda,
  DurableExecutionArn: string,
  condition: WaitCondition,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const operation = callbacksNamed(condition, progress).at(-1);
  if (!operation) return;
  const { operations } = progress;
  const closed = await closedFailure(lambda, { DurableExecutionArn, operation, operations }, signal);
  if (closed) throw closed;
}

const neverMet = (status: ExecutionStatus | undefined): Failure =>
  new Failure({
    code: 'condition-not-met',
    message: `the execution ended ${status} and what was waited for did not happen`,
    hint: 'durcb history shows what did',
    exitCode: outcomeCode(status) || exitCodes.error,
  });
