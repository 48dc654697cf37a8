import { type Context, flag, type Result, type Row } from '../../cli/command.ts';
import { closedFailure } from '../../lambda/callback-error.ts';
import type { Lambda } from '../../lambda/client.ts';
import type { HistoryEvent } from '../../lambda/history-event.ts';
import { type LocatedCallback, locateCallback, locateOrThrow } from '../../lambda/locate-callback.ts';
import { namesOf } from '../../lambda/operations.ts';
import { parseExecutionArn } from '../../model/arn.ts';
import { actionOptions } from '../action-options.ts';
import { alsoSaying, sayingNothingWasSent } from '../also-saying.ts';
import { column, jsonColumn } from '../column.ts';
import { outcomeCode } from '../looking/outcome.ts';
import { given } from '../values/text-value.ts';
import { answerIntent } from './answer-intent.ts';
import {
  type CallbackInput,
  type CallbackTarget,
  callbackOptions,
  callbackTarget,
} from './callback-target.ts';
import { sendAnswer } from './send-answer.ts';
import { waitPast } from './wait-past.ts';

/** The options of every command that answers. */
export const answerOptions = {
  ...callbackOptions,
  ifPending: flag('--if-pending', 'an already closed callback is no error: exit 0 and say so', given),
  dryRun: flag('--dry-run', 'show size, sha256 and target, and send nothing', given),
  wait: flag('--wait', 'wait until the execution has moved past the callback or ended', given),
  show: flag('--show', 'print what is sent, too', given),
  ...actionOptions,
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

/** An answer that nobody has given yet, and somebody at the terminal can be asked for. */
export interface AskedAnswer {
  ask(): Promise<Answer>;
}

/** Answers one callback and says what became of it; whoever is asked for the answer looks at it before it is sent. */
export async function answerCallback(
  context: Context,
  input: AnswerInput,
  given: Answer | AskedAnswer,
): Promise<Result> {
  const lambda = await context.lambda();
  const target = await callbackTarget(context, lambda, input);
  const located = await locatedFor(context, lambda, target, input);
  const address = { ...addressOf(target, input, located), Endpoint: await lambda.place() };
  const { functionName } = target.scope;
  const isTyped = 'ask' in given;
  if (isTyped && !input.dryRun) await lambda.demandReason([{ ...address, functionName }], context.signal);
  const answer = isTyped ? await askFor(given) : given;
  const report = reportOf(address, answer);
  if (input.dryRun) return tryDry(context, lambda, located, report, input);
  await lambda.permit(answerIntent({ ...address, functionName, answer, isTyped }), context.signal);
  const fate = await sendAnswer(context, lambda, target, answer, input.ifPending ?? false);
  if (!input.wait || !located || !fate.Sent) return report({ ...fate });
  const Status = await waitPast(context, lambda, located).catch((error) => {
    throw alsoSaying(error, 'the answer was sent');
  });
  return { ...report({ ...fate, Status }), exitCode: outcomeCode(Status) };
}

async function askFor({ ask }: AskedAnswer): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw sayingNothingWasSent(error);
  }
}

// What a callback that was closed before would answer need not be tried.
async function tryDry(
  { io, signal }: Context,
  lambda: Lambda,
  located: LocatedCallback | undefined,
  report: (fate: Row) => Result,
  { ifPending }: AnswerInput,
): Promise<Result> {
  if (!located) io.note('durcb: whether it waits is not known: --execution or --function says where to look');
  const closed = located && (await closedFailure(lambda, located, signal));
  if (!closed) return report({ Sent: false });
  if (!ifPending) throw closed.with({ message: `${closed.message}; nothing would be sent` });
  io.note(`durcb: ${closed.message}; nothing would be sent`);
  return report({ Sent: false, Closed: closed.message });
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
  readonly Endpoint: string;
}

function addressOf(
  { CallbackId, scope }: CallbackTarget,
  { callbackName }: AnswerInput,
  located: LocatedCallback | undefined,
): Omit<Address, 'Endpoint'> {
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
  ({ CallbackId, DurableExecutionArn, Name, Endpoint }: Address, { kind, description }: Answer) =>
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
