import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Place } from '../../model/arn.ts';
import { HandlerError } from '../functions/handler-code.ts';
import { NoLocalValue } from './no-local-value.ts';
import { Notes } from './notes.ts';
import { parseTemplate } from './parse-template.ts';
import { unreadParts } from './resources.ts';
import { Stack } from './stack.ts';
import { TemplateError } from './template-error.ts';
import { type TemplateFunction, templateFunction } from './template-function.ts';
import { mapOf, type TreeMap } from './tree.ts';

export type { TemplateFunction } from './template-function.ts';

export interface TemplateOptions {
  /** As a person named it; also for messages. */
  readonly file: string;
  readonly workingDirectory: string;
  readonly place: Place;
  readonly parameters: Readonly<Record<string, string>>;
  /** Absolute; where code that stands in the template is written, and archives are unpacked. */
  readonly codeDirectory: string;
}

export interface ReadTemplate {
  /** In the order of the template. */
  readonly functions: readonly TemplateFunction[];
  /** What is left out, a line each. */
  readonly warnings: readonly string[];
  /** The parameters that it declares. */
  readonly parameters: readonly string[];
}

/** Reads a SAM or CloudFormation template. Throws a TemplateError, or a HandlerError for code that is not there. */
export function readTemplate(options: TemplateOptions): ReadTemplate {
  const { file, workingDirectory } = options;
  try {
    const template = parseTemplate(textOf(resolve(workingDirectory, file)));
    const notes = new Notes();
    const functions = functionsOf(template, notes, options);
    for (const { id, outcome } of unreadParts(template)) notes.add('Functions', id, outcome);
    const warnings = notes.lines().map((line) => `${file}: ${line}`);
    return { functions, warnings, parameters: Object.keys(mapOf(template.Parameters)) };
  } catch (error) {
    throw named(file, error);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : error}`;
    throw new TemplateError(
      'template-unreadable',
      message,
      'give the path of a template, such as template.yaml',
    );
  }
}

function functionsOf(template: TreeMap, notes: Notes, options: TemplateOptions): TemplateFunction[] {
  const { file, workingDirectory, place, parameters, codeDirectory } = options;
  const stack = new Stack({ template, place, parameters, notes });
  const places = { template: resolve(workingDirectory, file), codeDirectory };
  const resources = stack.resources.filter(({ kind }) => kind === 'function');
  if (resources.length === 0) {
    const hint = 'it needs resources of type AWS::Serverless::Function or AWS::Lambda::Function';
    throw new TemplateError('template-empty', 'there is no function in it', hint);
  }
  const absent: unknown[] = [];
  const functions = resources.flatMap((resource) => {
    try {
      return templateFunction(resource, stack, places, notes) ?? [];
    } catch (error) {
      if (!(error instanceof HandlerError && isUnbuilt(error))) throw named(resource.id, error);
      notes.add('Code', resource.id, `${error.message}; the function is not served`);
      absent.push(named(resource.id, error));
      return [];
    }
  });
  // A stack can be deployed with a handler that is not there; with nothing else in it there is no point.
  if (functions.length === 0 && absent.length > 0) throw absent[0];
  return functions;
}

function named(what: string, error: unknown): unknown {
  if (error instanceof NoLocalValue)
    return new TemplateError('template-value', `${what}: ${error.message}`, give);
  const isOurs = error instanceof TemplateError || error instanceof HandlerError;
  if (!isOurs) return error;
  const hint = isUnbuilt(error)
    ? `${error.hint}; what sam builds is in .aws-sam/build/template.yaml`
    : error.hint;
  return new TemplateError(error.code, `${what}: ${error.message}`, hint);
}

const give = 'give a value that holds without a stack';

function isUnbuilt(error: Error & { code: string }): boolean {
  return error instanceof HandlerError && ['code-not-found', 'handler-not-found'].includes(error.code);
}
