import { command } from '../cli/command.ts';
import { type Answer, answerCallback, answerOptions } from './answering/answer-callback.ts';
import { askResult } from './answering/ask-result.ts';
import { callbackArgument, isCallbackNamed } from './answering/callback-target.ts';
import { successAnswer } from './answering/success-answer.ts';
import { checkResultInput, isResultGiven, readResult, resultOptions } from './payloads/result-input.ts';

export const sendSuccess = command({
  name: 'send-success',
  summary: 'answer a callback with a result, byte for byte as it is in the file',
  examples: [
    'durcb send-success Y2FsbGJhY2s= --result approval.json',
    'durcb send-success Y2FsbGJhY2s= --result-text \'{"approved":true}\'',
    'durcb send-success --execution order-7 --callback approve --no-result',
    './score.sh | durcb send-success Y2FsbGJhY2s= --result - --wait',
    'durcb send-success Y2FsbGJhY2s= --result approval.json --if-pending   safe to repeat',
    'durcb send-success Y2FsbGJhY2s= --result approval.json --schema approval.schema.json --minify',
    'durcb send-success   on a terminal: choose the callback, type the result, look at it, send it',
  ],
  arguments: { callback: callbackArgument },
  options: { ...resultOptions, ...answerOptions },
  async run(context, input) {
    checkResultInput(input);
    const answerOf = (result: Uint8Array | undefined): Answer => {
      const answer = successAnswer(result, context.signal);
      const shown = input.show && { Result: new TextDecoder().decode(result) };
      return { ...answer, description: { ...answer.description, ...shown } };
    };
    // Who has named no callback either is shown first which ones wait.
    if (!isResultGiven(input) && (context.prompt.isPossible || !isCallbackNamed(context, input)))
      return answerCallback(context, input, { ask: async () => answerOf(await askResult(context, input)) });
    return answerCallback(context, input, answerOf(await readResult(context, input)));
  },
});
