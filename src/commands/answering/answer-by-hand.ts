import type { Context, Result } from '../../cli/command.ts';
import { usageFailure } from '../../cli/usage.ts';
import { type AnswerInput, answerCallback } from './answer-callback.ts';
import { askError } from './ask-error.ts';
import { askResult } from './ask-result.ts';
import { failureAnswer } from './failure-answer.ts';
import { successAnswer } from './success-answer.ts';

interface ByHandInput extends Pick<AnswerInput, 'ifPending' | 'dryRun'> {
  readonly schema: string | undefined;
  readonly log: string | undefined;
}

/** Lets a person choose a callback among those that wait, and say with what it is answered. */
export async function answerByHand(context: Context, input: ByHandInput): Promise<Result> {
  if (!context.prompt.isPossible)
    throw usageFailure('answer: missing <file>, lines of answers', 'see: durcb help answer');
  if (input.log !== undefined)
    throw usageFailure('--log needs a file of answers', 'name it, or leave out --log');
  return answerCallback(context, { ...whicheverWaits, ...input }, { ask });

  async function ask() {
    const isSuccess = await context.prompt.choose('How is it answered?', ways, 'a file of answers');
    if (!isSuccess) return failureAnswer(await askError(context), context.signal);
    return successAnswer(await askResult(context, { ...unsaid, schema: input.schema }), context.signal);
  }
}

const ways = [
  { name: 'with success', short: 'with success', value: true },
  { name: 'with failure', short: 'with failure', value: false },
];

const whicheverWaits = {
  callback: undefined,
  callbackName: undefined,
  execution: undefined,
  function: undefined,
  wait: undefined,
};

const unsaid = {
  result: undefined,
  resultText: undefined,
  noResult: undefined,
  json: undefined,
  minify: undefined,
  asJsonString: undefined,
  expect: undefined,
};
