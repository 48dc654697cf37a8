import * as z from 'zod/mini';
import { argument, type Context, command, flag, type Result } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import type { Lambda } from '../lambda/client.ts';
import { actionOptions } from './action-options.ts';
import { alsoSaying } from './also-saying.ts';
import { answerIntent } from './answering/answer-intent.ts';
import {
  type CallbackTarget,
  callbackArgument,
  callbackOptions,
  callbackTarget,
} from './answering/callback-target.ts';
import { sendPatiently } from './answering/send-patiently.ts';
import { type CallbackWatch, watchCallback } from './beating/callback-watch.ts';
import { column } from './column.ts';
import { readSchema } from './payloads/json-schema.ts';
import { resultFile } from './payloads/result-file.ts';
import { intervalValue } from './values/interval-value.ts';
import { given, textValue } from './values/text-value.ts';
import { runWorker } from './working/run-worker.ts';
import { type WorkerAnswer, workerAnswer } from './working/worker-answer.ts';

export const run = command({
  name: 'run',
  summary: 'answer a callback with what a command prints, or how it failed, and keep it alive meanwhile',
  examples: [
    'durcb run Y2FsbGJhY2s= -- ./score.sh order-7           its stdout is the result',
    'durcb run --execution @last --callback render --result out.json -- make out.json',
    "DURCB_CALLBACK_ID=Y2FsbGJhY2s= durcb run -- sh -c 'sort names | uniq -c'",
  ],
  arguments: {
    callback: callbackArgument,
    command: argument('-- <command...>', 'the command and its arguments, behind --', z.array(z.string())),
  },
  options: {
    ...callbackOptions,
    result: flag('--result <file>', 'the result is this file, which the command writes', textValue, 'file'),
    schema: flag(
      '--schema <file>',
      'a result that this JSON Schema does not allow makes a failure, and says why',
      textValue,
      'file',
    ),
    every: flag(
      '--every <interval>',
      'how often to beat: a duration, or auto, a third of the heartbeat timeout (default: auto)',
      z._default(intervalValue, 'auto'),
    ),
    ...actionOptions,
    keepGoing: flag('--keep-going', 'let the command go on when somebody else closes the callback', given),
  },
  async run(context, input) {
    const lambda = await context.lambda();
    const target = await callbackTarget(context, lambda, input);
    const schema = input.schema === undefined ? undefined : await readSchema(context, input.schema);
    const readFile = input.result === undefined ? undefined : await resultFile(context, input.result);
    // Nobody wants to be asked once the work is done, or to learn then that there is nobody to ask.
    const { CallbackId, scope } = target;
    await lambda.permit(answerIntent({ ...scope, CallbackId, Name: input.callbackName }), context.signal);
    const watch = await watchCallback(context, lambda, target, input.every);
    const [program = ''] = input.command;
    context.io.note(`durcb: running ${program} for callback ${target.CallbackId}, ${watch.description}`);
    watch.lost.addEventListener('abort', () => {
      const fate = input.keepGoing ? 'goes on' : 'is told to end';
      context.io.note(`durcb: ${messageOf(watch.lost.reason)}; ${program} ${fate}`);
    });
    try {
      const { end, output } = await runWorker(context, {
        command: input.command,
        callbackId: target.CallbackId,
        printsResult: !readFile,
        readsStdin: input.callback !== '-' && input.schema !== '-',
        inVain: input.keepGoing ? undefined : watch.lost,
      });
      if (end.isHeldOpen)
        context.io.note(
          `durcb: warning: ${program} has ended, but something that it started still holds its output open; what that prints is left out`,
        );
      const made = await workerAnswer(program, end, output, readFile, schema);
      throwIfLost(watch, made);
      return await answered(context, lambda, target, watch, made);
    } finally {
      await watch.stop();
    }
  },
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

// Whoever closed it has answered; a second answer would only be refused.
function throwIfLost({ lost }: CallbackWatch, { what }: WorkerAnswer): void {
  if (lost.aborted) throw alsoSaying(lost.reason, `${what}, and nothing was sent`);
}

async function answered(
  context: Context,
  lambda: Lambda,
  target: CallbackTarget,
  watch: CallbackWatch,
  { answer, exitCode, what }: WorkerAnswer,
): Promise<Result> {
  const { Sent } = await sendPatiently(context, lambda, target, answer, watch).catch((error) => {
    throw error instanceof Failure ? alsoSaying(error, `${what}, but the answer was not taken`) : error;
  });
  if (answer.kind === 'failure') context.io.note(`durcb: ${what}; the callback was answered with failure`);
  const { CallbackId, scope } = target;
  const Derived = { Answer: answer.kind, ...answer.description, Sent, ExitCode: exitCode };
  return {
    kind: 'record',
    record: { CallbackId, DurableExecutionArn: scope.DurableExecutionArn, Derived },
    id: CallbackId,
    columns: [
      column('callback', 'CallbackId'),
      column('answer', 'Derived.Answer'),
      column('bytes', 'Derived.Bytes'),
      column('sha256', 'Derived.Sha256'),
      column('sent', 'Derived.Sent'),
      column('exit code', 'Derived.ExitCode'),
    ],
    exitCode,
    // What the command made of an interruption is the command's to say.
    isWhole: true,
  };
}
