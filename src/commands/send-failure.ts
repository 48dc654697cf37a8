import { isDeepStrictEqual } from 'node:util';
import { command } from '../cli/command.ts';
import { usageFailure } from '../cli/usage.ts';
import { errorOf } from '../lambda/history-event.ts';
import type { ErrorObject } from '../model/wire.ts';
import { answerCallback, answerOptions } from './answer-callback.ts';
import { callbackArgument } from './callback-target.ts';
import { errorOptions, readError } from './error-input.ts';
import { payloadDigest } from './payload-digest.ts';

export const sendFailure = command({
  name: 'send-failure',
  summary: 'answer a callback with an error',
  examples: [
    "durcb send-failure Y2FsbGJhY2s= --error-type PaymentDeclined --error-message 'card expired'",
    'durcb send-failure Y2FsbGJhY2s= --error error.json',
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
    return answerCallback(context, input, {
      kind: 'failure',
      description: { ...payloadDigest(JSON.stringify(error)), ...(input.show && { Error: error }) },
      send: (lambda, CallbackId) =>
        lambda.sendFailure(
          { CallbackId, Error: { ...error, StackTrace: error.StackTrace?.slice() } },
          context.signal,
        ),
      isIn: (event) =>
        event.EventType === 'CallbackFailed' && isDeepStrictEqual(whole(errorOf(event)), whole(error)),
    });
  },
});

// A service may leave out what is empty.
const whole = ({ ErrorType = '', ErrorMessage = '', ErrorData = '', StackTrace = [] }: ErrorObject = {}) => ({
  ErrorType,
  ErrorMessage,
  ErrorData,
  StackTrace,
});
