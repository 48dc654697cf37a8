import { command } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import type { ErrorObject } from '../model/wire.ts';
import { type Answer, answerCallback, answerOptions } from './answering/answer-callback.ts';
import { askError } from './answering/ask-error.ts';
import { callbackArgument, isCallbackNamed } from './answering/callback-target.ts';
import { failureAnswer } from './answering/failure-answer.ts';
import { errorOptions, readError } from './payloads/error-input.ts';
import { reasonInErrorOption, withReason } from './payloads/reason-in-error.ts';

export const sendFailure = command({
  name: 'send-failure',
  summary: 'answer a callback with an error',
  examples: [
    "durcb send-failure Y2FsbGJhY2s= --error-type PaymentDeclined --error-message 'card expired'",
    'durcb send-failure Y2FsbGJhY2s= --error error.json',
    'durcb send-failure Y2FsbGJhY2s= --error trace.txt   what Node, Python or Java printed of an error',
    'durcb send-failure --execution order-7 --callback approve --error-type Rejected --error-data \'{"by":"ann"}\'',
  ],
  arguments: { callback: callbackArgument },
  options: { ...errorOptions, reasonInError: reasonInErrorOption, ...answerOptions },
  async run(context, input) {
    const sources = [
      input.callback,
      input.error,
      ...(input.stackTrace ?? []).filter((line) => line === '@-'),
    ];
    if (sources.filter((source) => source === '-' || source === '@-').length > 1)
      throw usageFailure(
        'stdin cannot be both the callback and the error',
        'give the callback id as an argument',
      );
    const answerOf = (error: ErrorObject): Answer => {
      const answer = failureAnswer(error, context.signal);
      return { ...answer, description: { ...answer.description, ...(input.show && { Error: error }) } };
    };
    const reasoned = (error: ErrorObject | undefined) => withReason(error, input, context.environment);
    const error = reasoned(await readError(context, input));
    if (error) return answerCallback(context, input, answerOf(error));
    // Who has named no callback either is shown first which ones wait.
    if (!context.prompt.isPossible && isCallbackNamed(context, input))
      throw usageFailure('no error is given', 'give --error FILE, or --error-type and --error-message');
    return answerCallback(context, input, {
      ask: async () => answerOf(await askError(context)),
    });
  },
});
