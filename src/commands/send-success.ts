import { type Context, command, flag } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import { type Payload, readPayload, readSource, textPayload } from '../cli/payload.ts';
import { usageFailure } from '../cli/usage.ts';
import { limits } from '../model/limits.ts';
import { answerCallback, answerOptions } from './answer-callback.ts';
import { callbackArgument } from './callback-target.ts';
import { successAnswer } from './success-answer.ts';
import { given, textValue } from './text-value.ts';

export const sendSuccess = command({
  name: 'send-success',
  summary: 'answer a callback with a result, byte for byte as it is in the file',
  examples: [
    'durcb send-success Y2FsbGJhY2s= --result approval.json',
    'durcb send-success Y2FsbGJhY2s= --result-text \'{"approved":true}\'',
    'durcb send-success --execution order-7 --callback approve --no-result',
    './score.sh | durcb send-success Y2FsbGJhY2s= --result - --wait',
    'durcb send-success Y2FsbGJhY2s= --result approval.json --if-pending   safe to repeat',
  ],
  arguments: { callback: callbackArgument },
  options: {
    result: flag('--result <file>', 'the result is the bytes of this file; - for stdin', textValue, 'file'),
    resultText: flag('--result-text <text>', 'the result is this text', textValue),
    asJsonString: flag('--as-json-string', 'make a JSON string of the result, quotes and all', given),
    noResult: flag('--no-result', 'there is no result', given),
    ...answerOptions,
  },
  async run(context, input) {
    const payload = await resultOf(context, input);
    const answer = successAnswer(payload?.bytes, context.signal);
    const description = { ...answer.description, ...(input.show && { Result: textOf(payload) }) };
    return answerCallback(context, input, { ...answer, description });
  },
});

interface ResultInput {
  readonly callback: string | undefined;
  readonly result: string | undefined;
  readonly resultText: string | undefined;
  readonly noResult: true | undefined;
  readonly asJsonString: true | undefined;
}

async function resultOf(context: Context, input: ResultInput): Promise<Payload | undefined> {
  const { result, resultText, noResult, callback, asJsonString } = input;
  const count = [result, resultText, noResult].filter((one) => one !== undefined).length;
  if (count !== 1)
    throw usageFailure(
      count === 0 ? 'no result is given' : 'more than one result is given',
      'give one of --result FILE, --result-text TEXT and --no-result',
    );
  if (result === '-' && callback === '-')
    throw usageFailure(
      'stdin cannot be both the callback and the result',
      'give the callback id as an argument',
    );
  if (noResult && asJsonString)
    throw usageFailure('--as-json-string needs a result', 'give --result FILE or --result-text TEXT');
  if (asJsonString) return jsonString(context, input);
  if (resultText !== undefined) return textPayload(resultText, rules('--result-text'), context);
  return result === undefined ? undefined : readPayload(result, rules('--result'), context);
}

async function jsonString(context: Context, { result, resultText = '' }: ResultInput): Promise<Payload> {
  const text = result === undefined ? resultText : utf8(await readSource(result, '--result', context));
  return textPayload(JSON.stringify(text), rules('--as-json-string'), context);
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure({
      code: 'not-text',
      message: '--result is not UTF-8, of which a JSON string could be made; nothing was sent',
      exitCode: exitCodes.refused,
    });
  }
}

const rules = (option: string) => ({
  option,
  warnAbove: limits.olderCallbackResult,
  emptyHint: 'give --no-result when there is none',
});

const textOf = (payload: Payload | undefined): string => new TextDecoder().decode(payload?.bytes);
