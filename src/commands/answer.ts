import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { argument, type Context, command, flag, type Row } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import type { Lambda } from '../lambda/client.ts';
import type { GuardedLambda } from '../safety/guarded-lambda.ts';
import { actionOptions } from './action-options.ts';
import { addressAnswers } from './answering/address-answers.ts';
import { answerAll } from './answering/answer-all.ts';
import { answerByHand } from './answering/answer-by-hand.ts';
import { type AnswerLog, openAnswerLog } from './answering/answer-log.ts';
import type { AddressedAnswer, Answered, AnswerRules } from './answering/answer-one.ts';
import { endAnswers, endDryRun, tellBrokenOff } from './answering/answers-end.ts';
import { answersIntent } from './answering/answers-intent.ts';
import { defaultConcurrency, goingOn } from './answering/going-on.ts';
import { readAnswers } from './answering/read-answers.ts';
import { tryAnswers } from './answering/try-answers.ts';
import { column, idOf } from './column.ts';
import type { AnsweredRow } from './output/answered.ts';
import { readSchema } from './payloads/json-schema.ts';
import { countValue } from './values/count-value.ts';
import { rateValue } from './values/rate-value.ts';
import { given, textValue } from './values/text-value.ts';

export const answer = command({
  name: 'answer',
  summary: 'answer many callbacks from a file of JSON lines, all of which are checked before one is sent',
  examples: [
    'durcb answer answers.jsonl --dry-run',
    'durcb answer answers.jsonl --log answers.log   safe to repeat: what the log has is not sent again',
    "durcb pending --name approve -o jsonl | jq -c '{CallbackId, Execution: .DurableExecutionArn, Result: {approved: true}}' | durcb answer - --yes",
    'durcb answer   on a terminal: choose a callback, and say with what it is answered',
  ],
  arguments: {
    file: argument(
      '[file]',
      'lines of {"CallbackId", and "Result", "ResultFile", "NoResult" or "Error"}, or "Execution" and "Callback" for an id; - for stdin',
      textValue,
      'file',
    ),
  },
  options: {
    ...actionOptions,
    dryRun: flag('--dry-run', 'check everything, show what would be sent, and send nothing', given),
    ifPending: flag('--if-pending', 'already closed callbacks are no failure', given),
    schema: flag('--schema <file>', 'refuse results that this JSON Schema does not allow', textValue, 'file'),
    log: flag('--log <file>', 'write down what is sent, and skip what is in there', textValue, 'file'),
    concurrency: flag(
      '--concurrency <count>',
      `how many at a time (default: ${defaultConcurrency})`,
      z._default(countValue, defaultConcurrency),
    ),
    rate: flag('--rate <rate>', 'no more than so many, such as 10/s or 30/m', z._default(rateValue, 0)),
  },
  async run(context, { file, ...input }) {
    if (file === undefined) return answerByHand(context, input);
    const planned = await readAnswers(context, file, await schemaOf(context, file, input));
    const lambda = await context.lambda();
    const answers = await addressAnswers(context, lambda, planned);
    const log = await logOf(context, input);
    const rules = { ...input, interval: input.rate, ifPending: input.ifPending ?? false, log };
    await allowed(context, lambda, answers, input, log).catch(async (error) => {
      await log?.close();
      throw error;
    });
    return {
      kind: 'rows',
      columns,
      rows: input.dryRun
        ? trying(context, lambda, answers, rules)
        : answering(context, lambda, answers, rules, goingOn({ ...input, file }, context.config)),
      live: true,
      id: idOf('CallbackId'),
    };
  },
});

const columns = [
  column('line', 'Derived.Line', { usualWidth: 5, whenNarrow: 'keep' }),
  column('outcome', 'Derived.Outcome', { usualWidth: 7, whenNarrow: 'keep' }),
  column('answer', 'Derived.Answer', { usualWidth: 7, whenNarrow: 'keep' }),
  column('bytes', 'Derived.Bytes', { usualWidth: 7, whenNarrow: 'keep' }),
  column('callback', 'CallbackId', { usualWidth: 76, whenNarrow: 'keep' }),
  column('why', 'Derived.Why', { usualWidth: 30 }),
];

function schemaOf(context: Context, file: string, { schema }: { readonly schema: string | undefined }) {
  if (file === '-' && schema === '-')
    throw usageFailure('stdin cannot be both the answers and the schema', 'give one of them otherwise');
  return schema === undefined ? undefined : readSchema(context, schema);
}

interface AnswerInput {
  readonly dryRun: true | undefined;
  readonly log: string | undefined;
}

const logOf = async ({ workingDirectory }: Context, { log, dryRun }: AnswerInput) =>
  log === undefined ? undefined : openAnswerLog(resolve(workingDirectory, log), dryRun ?? false);

/** Throws when somebody says no, or nobody can be asked. */
async function allowed(
  { io, signal }: Context,
  lambda: GuardedLambda,
  answers: readonly AddressedAnswer[],
  { dryRun }: AnswerInput,
  log: AnswerLog | undefined,
): Promise<void> {
  const left = answers.filter(({ target }) => log?.earlier(target.CallbackId)?.State !== 'sent');
  if (left.length === 0) return;
  const intent = await answersIntent(lambda, left, signal);
  if (dryRun) io.note(`durcb: would answer ${await lambda.describe(intent, signal)}`);
  else await lambda.permit(intent, signal);
}

async function* answering(
  context: Context,
  lambda: Lambda,
  answers: readonly AddressedAnswer[],
  pace: Parameters<typeof answerAll>[3],
  howToGoOn: string,
): AsyncGenerator<Row> {
  const done: Answered[] = [];
  let isOver = false;
  try {
    for await (const one of answerAll(context, lambda, answers, pace, done)) yield rowOf(one);
    isOver = true;
  } finally {
    await pace.log?.close();
    if (!isOver) tellBrokenOff(context, answers.length, done, howToGoOn);
  }
  endAnswers(context, answers.length, done, howToGoOn);
}

async function* trying(
  context: Context,
  lambda: Lambda,
  answers: readonly AddressedAnswer[],
  rules: AnswerRules,
): AsyncGenerator<Row> {
  const done: Answered[] = [];
  for await (const one of tryAnswers(context, lambda, answers, rules, done)) yield rowOf(one);
  endDryRun(context, answers.length, done);
}

function rowOf({ answer: { line, target, summary }, outcome, why, error }: Answered): AnsweredRow {
  return {
    CallbackId: target.CallbackId,
    DurableExecutionArn: target.scope.DurableExecutionArn,
    Derived: {
      Line: line,
      Outcome: outcome,
      Answer: summary.kind,
      ...summary.description,
      Why: why,
      Code: error?.code,
    },
  };
}
