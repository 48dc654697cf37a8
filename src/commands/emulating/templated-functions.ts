import type { Context } from '../../cli/command.ts';
import { usageFailure } from '../../cli/usage.ts';
import type { FunctionInitError } from '../../emulator/emulator.ts';
import type { TemplateFunction } from '../../emulator/template/read-template.ts';
import type { Place } from '../../model/arn.ts';
import { initFailure } from './emulate-failure.ts';

export interface TemplatedInput {
  readonly template: readonly string[];
  readonly parameter: readonly string[];
}

/** The functions of the templates; what is left out of them is told. Rejects with a TemplateError or a Failure. */
export async function templatedFunctions(
  { io, workingDirectory }: Context,
  { template, parameter }: TemplatedInput,
  place: Place,
  codeDirectory: string,
): Promise<readonly TemplateFunction[]> {
  const parameters = Object.fromEntries(parameter.map(assignment));
  if (template.length === 0) {
    if (parameter.length > 0)
      throw usageFailure('--parameter is for --template', 'leave it out, or use --env');
    return [];
  }
  const { readTemplate } = await import('../../emulator/template/read-template.ts');
  const read = template.map((file) =>
    readTemplate({ file, workingDirectory, place, parameters, codeDirectory }),
  );
  refuseUnknown(
    Object.keys(parameters),
    read.flatMap((one) => one.parameters),
  );
  for (const warning of read.flatMap(({ warnings }) => warnings)) io.note(`durcb: warning: ${warning}`);
  return read.flatMap(({ functions }) => functions);
}

/**
 * Takes a function of a template that cannot be loaded as AWS takes it: it is there, and fails when it is invoked.
 * Whoever named a function himself is told at once, by the error.
 */
export function tolerating(
  templated: readonly TemplateFunction[],
  { io }: Context,
): (error: FunctionInitError) => void {
  const names = new Set(templated.map(({ name }) => name));
  return (error) => {
    if (!names.has(error.functionName)) throw error;
    const { message, hint } = initFailure(error);
    io.note(`durcb: warning: ${message}; ${hint}`);
  };
}

function assignment(word: string): [name: string, value: string] {
  const [, name, value] = /^((?:AWS::)?[A-Za-z0-9]+)=(.*)$/s.exec(word) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw usageFailure(
    `--parameter ${word} is not NAME=VALUE`,
    'give a name of the template, as in Stage=test',
  );
}

function refuseUnknown(given: readonly string[], declared: readonly string[]): void {
  const unknown = given.find((name) => !declared.includes(name) && !name.startsWith('AWS::'));
  if (unknown === undefined) return;
  const known = declared.length === 0 ? 'the template has none' : `known: ${declared.join(', ')}`;
  throw usageFailure(`--parameter ${unknown} is no parameter of the template`, known);
}
