import { command } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import { answerCallback, answerOptions } from './answer-callback.ts';
import { callbackArgument } from './callback-target.ts';
import { errorOptions, readError } from './error-input.ts';
import { failureAnswer } from './failure-answer.ts';

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
  options: { ...errorOptions, ...answerOptions },
  async run(context, input) {
    if (input.error === '-' && input.callback === '-')
      throw usageFailure(
        'stdin cannot be both the callback and the error',
        'give the callback id as an argument',
      );
    const error = await readError(context, input);
    if (!error)
      throw usageFailure('no error is given', 'give --error FILE, or --error-type and --error-message');
    const answer = failureAnswer(error, context.signal);
    const description = { ...answer.description, ...(input.show && { Error: error }) };
    return answerCallback(context, input, { ...answer, description });
  },
});
