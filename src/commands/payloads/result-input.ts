import * as z from 'zod/mini';
import { type Context, flag } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { checkJson, readPayload, readSource, textPayload } from '../../cli/payload.ts';
import { usageFailure } from '../../cli/usage.ts';
import { limits } from '../../model/limits.ts';
import { given, textValue } from '../values/text-value.ts';
import { checkResult } from './check-result.ts';
import { readSchema } from './json-schema.ts';
import { minifyJson } from './minify-json.ts';
import { type Expectation, resultSurprises } from './result-surprises.ts';

const expectations = ['json', 'text'] as const satisfies readonly Expectation[];

/** How a result is given, and what has to be true of it before it is sent. */
export const resultOptions = {
  result: flag('--result <file>', 'the result is the bytes of this file; - for stdin', textValue, 'file'),
  resultText: flag('--result-text <text>', 'the result is this text', textValue),
  noResult: flag('--no-result', 'there is no result', given),
  json: flag('--json', 'refuse a result that is not JSON, whatever its file is called', given),
  minify: flag('--minify', 'send JSON without the white space around its parts', given),
  asJsonString: flag('--as-json-string', 'make a JSON string of the result, quotes and all', given),
  schema: flag('--schema <file>', 'refuse a result that this JSON Schema does not allow', textValue, 'file'),
  expect: flag(
    '--expect <what>',
    'what the function takes, json or text: tell what would surprise it',
    z.optional(z.enum(expectations)),
    expectations,
  ),
};

export type ResultInput = {
  readonly [Name in keyof typeof resultOptions]: z.output<(typeof resultOptions)[Name]['schema']>;
};

/** Whether the options say what the result is. */
export const isResultGiven = ({ result, resultText, noResult }: ResultInput): boolean =>
  [result, resultText, noResult].some((one) => one !== undefined);

/** Throws a usage failure for options that exclude each other; `callback` may be read from stdin, too. */
export function checkResultInput(input: ResultInput & { readonly callback: string | undefined }): void {
  const { result, resultText, noResult, callback, schema } = input;
  if ([result, resultText, noResult].filter((one) => one !== undefined).length > 1)
    throw usageFailure('more than one result is given', oneOfThem);
  const [first, second] = Object.entries({ callback, result, schema }).flatMap(([name, source]) =>
    source === '-' ? [name] : [],
  );
  if (second)
    throw usageFailure(`stdin cannot be both the ${first} and the ${second}`, 'give one of them otherwise');
  const needsResult = (['json', 'minify', 'asJsonString', 'schema', 'expect'] as const).find(
    (name) => input[name] !== undefined,
  );
  if (noResult && needsResult)
    throw usageFailure(
      `${resultOptions[needsResult].flags.replace(/ .*/, '')} needs a result`,
      'give --result FILE or --result-text TEXT',
    );
}

/** The result as given and checked; undefined where there is to be none. What is said of it begins with `name`. */
export async function readResult(
  context: Context,
  input: ResultInput,
  name = input.result === undefined ? '--result-text' : '--result',
): Promise<Uint8Array | undefined> {
  if (!isResultGiven(input)) throw usageFailure('no result is given', oneOfThem);
  if (input.noResult) return undefined;
  const bytes = await bytesOf(context, input, name);
  if (input.schema !== undefined) checkResult(await readSchema(context, input.schema), bytes, name);
  if (input.asJsonString && input.expect === undefined) return bytes;
  for (const surprise of resultSurprises(bytes, input.expect))
    context.io.note(`durcb: warning: ${name} ${surprise}`);
  return bytes;
}

const oneOfThem = 'give one of --result FILE (- for stdin), --result-text TEXT and --no-result';
const emptyHint = 'give --no-result when there is none';

async function bytesOf(context: Context, input: ResultInput, option: string): Promise<Uint8Array> {
  const { result, resultText = '', minify, asJsonString } = input;
  const rules = { option, warnAbove: limits.olderCallbackResult, emptyHint };
  if (minify || asJsonString) {
    const source =
      result === undefined
        ? Buffer.from(resultText)
        : await readSource(result, '--result', context, emptyHint);
    return textPayload(rewritten(source, input, option), rules, context).bytes;
  }
  const jsonHint = mustBeJson(input) ? hintFor(input) : undefined;
  if (result === undefined) return textPayload(resultText, { ...rules, jsonHint }, context).bytes;
  return (await readPayload(result, { ...rules, jsonHint }, context)).bytes;
}

// People also type --json for what is printed.
const hintFor = ({ json }: ResultInput): string =>
  json ? 'correct it, or leave out --json; -o json prints JSON' : 'correct it';

/** Whether nothing but JSON may be sent. */
export const mustBeJson = ({ json, schema, expect }: ResultInput): boolean =>
  json === true || schema !== undefined || expect === 'json';

// Checked as it was written, so that the place of an error is found again.
function rewritten(source: Uint8Array, input: ResultInput, name: string): string {
  if (input.minify) checkJson(source, name, 'only JSON can be minified');
  const text = utf8(source, name);
  const small = input.minify ? minifyJson(text) : text;
  return input.asJsonString ? JSON.stringify(small) : small;
}

function utf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure({
      code: 'not-text',
      message: `${name} is not UTF-8, of which a JSON string could be made; nothing was sent`,
      exitCode: exitCodes.refused,
    });
  }
}
