import { type Context, flag, type Result, type Row } from '../cli/command.ts';
import type { Lambda } from '../lambda/client.ts';
import type { HistoryEvent } from '../lambda/history-event.ts';
import { locateOrThrow } from '../lambda/locate-callback.ts';
import { alsoSaying } from './also-saying.ts';
import {
  type CallbackInput,
  type CallbackTarget,
  callbackOptions,
  callbackTarget,
} from './callback-target.ts';
import { column } from './column.ts';
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
  const report = reportOf(lambda, target, answer);
  if (input.dryRun) return report({ Sent: false });
  const { CallbackId, scope } = target;
  const located = input.wait ? await locateOrThrow(lambda, CallbackId, scope, context.signal) : undefined;
  const fate = await sendAnswer(context, lambda, target, answer, input.ifPending ?? false);
  if (!located || !fate.Sent) return report({ ...fate });
  const Status = await waitPast(context, lambda, located).catch((error) => {
    throw alsoSaying(error, 'the answer was sent');
  });
  return { ...report({ ...fate, Status }), exitCode: outcomeCode(Status) };
}

const columns = [
  column('callback', 'CallbackId'),
  column('answer', 'Derived.Answer'),
  column('bytes', 'Derived.Bytes'),
  column('sha256', 'Derived.Sha256'),
  column('sent', 'Derived.Sent'),
  column('status', 'Derived.Status'),
];

const reportOf =
  (lambda: Lambda, { CallbackId, scope }: CallbackTarget, { kind, description }: Answer) =>
  (fate: Row): Result => {
    const { DurableExecutionArn } = scope;
    const Derived = { Answer: kind, Endpoint: lambda.endpoint, ...description, ...fate };
    return { kind: 'record', record: { CallbackId, DurableExecutionArn, Derived }, id: CallbackId, columns };
  };
