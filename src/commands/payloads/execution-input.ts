import type { Context } from '../../cli/command.ts';
import { type Payload, readPayload, textPayload } from '../../cli/payload.ts';
import { usageFailure } from '../../cli/usage.ts';
import { limits } from '../../model/limits.ts';

export interface ExecutionInput {
  readonly input: string | undefined;
  readonly inputText: string | undefined;
}

/** The input of an execution, checked to be JSON; undefined when none is given. */
export async function executionInput(
  context: Context,
  { input, inputText }: ExecutionInput,
): Promise<Payload | undefined> {
  if (input !== undefined && inputText !== undefined)
    throw usageFailure('the input is given twice', 'give --input FILE or --input-text TEXT');
  if (input === undefined && inputText === undefined) return undefined;
  // Lambda takes nothing but JSON, whatever the file is called.
  const limit = limits.asyncPayload;
  return input === undefined
    ? textPayload(inputText ?? '', { option: '--input-text', limit, jsonHint: textHint }, context)
    : readPayload(input, { option: '--input', limit, jsonHint: fileHint }, context);
}

const textHint = 'text must be in quotes of its own, as in --input-text \'"text"\'';
const fileHint = 'correct it: the input of a function is JSON';
