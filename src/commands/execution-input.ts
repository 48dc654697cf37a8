import type { Context } from '../cli/command.ts';
import { exitCodes, Failure } from '../cli/failure.ts';
import { type Payload, readPayload, textPayload } from '../cli/payload.ts';
import { usageFailure } from '../cli/usage.ts';
import { limits } from '../model/limits.ts';

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
  const option = input === undefined ? '--input-text' : '--input';
  const rules = { option, limit: limits.asyncPayload };
  const payload =
    input === undefined
      ? textPayload(inputText ?? '', rules, context)
      : await readPayload(input, rules, context);
  checkJson(payload, option);
  return payload;
}

// Lambda takes no other input, whatever the file is called.
function checkJson({ bytes }: Payload, option: string): void {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new Failure({
      code: 'invalid-json',
      message: `${option} is not JSON: ${error instanceof Error ? error.message : error}; nothing was started`,
      hint: 'text must be in quotes of its own, as in --input-text \'"text"\'',
      exitCode: exitCodes.refused,
      cause: error,
    });
  }
}
