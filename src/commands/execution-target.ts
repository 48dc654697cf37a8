import * as z from 'zod/mini';
import type { Context } from '../cli/command.ts';
import { argument, flag } from '../cli/command.ts';
import type { Lambda } from '../lambda/client.ts';
import { resolveExecution } from '../lambda/resolve-execution.ts';
import { textValue } from './values/text-value.ts';

/** `<execution>`, as every command takes it. */
export const executionArgument = argument(
  '<execution>',
  'ARN, console address, name or its beginning, @last or @last-failed',
  z.string(),
  'execution',
);

/** Where an execution's name is looked for. */
export const functionOption = flag(
  '--function <function>',
  'the function whose execution it is: name or ARN',
  textValue,
  'function',
);

export interface ExecutionInput {
  readonly execution: string;
  readonly function: string | undefined;
}

/** The ARN of the execution that was named. */
export function executionArn(context: Context, lambda: Lambda, input: ExecutionInput): Promise<string> {
  return resolveExecution(lambda, input.execution, input.function, context.signal);
}
