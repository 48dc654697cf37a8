import { type Context, flag, type Result, type Row } from '../cli/command.ts';
import type { Lambda } from '../lambda/client.ts';
import type { HistoryEvent } from '../lambda/history-event.ts';
import { type LocatedCallback, locateCallback, locateOrThrow } from '../lambda/locate-callback.ts';
import { namesOf } from '../lambda/operations.ts';
import { parseExecutionArn } from '../model/arn.ts';
import { alsoSaying } from './also-saying.ts';
import {
  type CallbackInput,
  type CallbackTarget,
  callbackOptions,
  callbackTarget,
} from './callback-target.ts';
import { column, jsonColumn } from './column.ts';
import { outcomeCode } from './outcome.ts';
import { sendAnswer } from './send-answer.ts';
import { given } from './text-value.ts';
import { waitPast } from './wait-past.ts';

/** The options of every command that answers. */
export const answerOptions = {
  ...callbackOptions,
  ifPending: flag('--if-pending', 'an already closed callback is no error: exit 0 and say so', given),
  dryRun: flag('--dry-run', 'show size, sha256 and target, and send nothing', given),
  wait: flag('--wait', 'wait until the execution has moved past the callback or ended', given),
  show: flag('--show', 'print what is sent, too', given),
};

export interface AnswerInput extends CallbackInput {
  readonly callback: string | undefined;
  readonly ifPending: true | undefined;
  readonly dryRun: true | undefined;
  readonly wait: true | undefined;
}

export interface Answer {
  readonly kind: 'success' | 'failure';
  /** What is said of it: size and hash, or itself. */
  readonly description: Row;
  send(lambda: Lambda, callbackId: string): Promise<unknown>;
  /** Whether an event of the history is this answer. */
  isIn(event: HistoryEvent): boolean;
}

/** Answers one callback and says what became of it. */
export async function answerCallback(context: Context, input: AnswerInput, answer: Answer): Promise<Result> {
  const lambda = await context.lambda();
  const target = await callbackTarget(context, lambda, input);
  const located = await locatedFor(context, lambda, target, input);
  const report = reportOf({ ...addressOf(target, input, located), Endpoint: await lambda.place() }, answer);
  if (input.dryRun) return report({ Sent: false });
  const fate = await sendAnswer(context, lambda, target, answer, input.ifPending ?? false);
  if (!input.wait || !located || !fate.Sent) return report({ ...fate });
  const Status = await waitPast(context, lambda, located).catch((error) => {
    throw alsoSaying(error, 'the answer was sent');
  });
  return { ...report({ ...fate, Status }), exitCode: outcomeCode(Status) };
}

/** Finds the callback where that is needed, or costs nobody anything. */
async function locatedFor(
  { signal }: Context,
  lambda: Lambda,
  { CallbackId, scope }: CallbackTarget,
  { wait, dryRun }: AnswerInput,
): Promise<LocatedCallback | undefined> {
  if (wait) return locateOrThrow(lambda, CallbackId, scope, signal);
  if (dryRun) return locateCallback(lambda, CallbackId, scope, signal);
  // Only to be shown: what is wrong is for the answer itself to find out.
  return lambda.isLocal
    ? locateCallback(lambda, CallbackId, scope, signal).catch(() => undefined)
    : undefined;
}

interface Address {
  readonly CallbackId: string;
  readonly DurableExecutionArn: string | undefined;
  readonly Name: string | undefined;
}

function addressOf(
  { CallbackId, scope }: CallbackTarget,
  { callbackName }: AnswerInput,
  located: LocatedCallback | undefined,
): Address {
  const { DurableExecutionArn } = located ?? scope;
  const Name = callbackName ?? (located && namesOf(located.operations, located.operation)[0]);
  return { CallbackId, DurableExecutionArn, Name };
}

const columns = [
  column('callback', 'CallbackId'),
  column('answer', 'Derived.Answer'),
  column('bytes', 'Derived.Bytes'),
  column('sha256', 'Derived.Sha256'),
  column('sent', 'Derived.Sent'),
  column('status', 'Derived.Status'),
  column('name', 'Derived.Name'),
  column('execution', 'Derived.ExecutionName'),
  column('endpoint', 'Derived.Endpoint'),
];

const shownColumns = {
  success: [column('result', 'Derived.Result')],
  failure: [jsonColumn('error', 'Derived.Error')],
};

const reportOf =
  (
    { CallbackId, DurableExecutionArn, Name, Endpoint }: Address & { readonly Endpoint: string },
    { kind, description }: Answer,
  ) =>
  (fate: Row): Result => {
    const ExecutionName = parseExecutionArn(DurableExecutionArn ?? '')?.executionName;
    const Derived = { Answer: kind, Name, ExecutionName, Endpoint, ...description, ...fate };
    const isShown = 'Result' in description || 'Error' in description;
    return {
      kind: 'record',
      record: { CallbackId, DurableExecutionArn, Derived },
      id: CallbackId,
      columns: isShown ? [...columns, ...shownColumns[kind]] : columns,
    };
  };
