import assert from 'node:assert/strict';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parseCommandLine } from '../src/cli/program.ts';
import { commands } from '../src/commands/index.ts';
import { documentOf, lineOf, outputs } from '../src/commands/output/index.ts';
import { jsonSchemaOf } from '../src/commands/output/json-schema-of.ts';
import { errorRecord } from '../src/commands/output/setting.ts';

interface Printed {
  readonly out: string;
  readonly err: string;
}

/** Throws when a command printed JSON of which its schema knows nothing: also a member that nobody wrote down. */
export function checkPrintedJson(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { out, err }: Printed,
): void {
  // Taking a command line apart takes time, and most of them are not about JSON.
  if (![...words, environment.DURCB_OUTPUT].some((word) => word?.includes('json'))) return;
  const { globals, request } = parseCommandLine(words, {
    commands,
    version: '',
    width: 80,
    color: () => false,
  });
  const mode = globals.null ? 'id' : (globals.output ?? environment.DURCB_OUTPUT);
  if (mode !== 'json' && mode !== 'jsonl') return;
  const error = err.split('\n').find((line) => line.startsWith('{"error"'));
  if (error !== undefined) check('error', error);
  if (request.kind !== 'run' || globals.query !== undefined || out === '') return;
  const { name } = request.command;
  if (!outputs[name]) return;
  // It prints what it is asked for in its own way.
  if (name === 'export' && request.typed.options.format !== 'json') return;
  if (name === 'schema' && request.typed.operands.length > 0) return;
  if (mode === 'json' || name === 'export') check(`${name} document`, out);
  else for (const line of isJson(out) ? [out] : out.trimEnd().split('\n')) check(`${name} line`, line);
}

function check(what: string, text: string): void {
  const validate = validatorOf(what);
  if (validate(JSON.parse(text))) return;
  const [first] = validate.errors ?? [];
  const which = JSON.stringify(first?.params);
  assert.fail(
    `its schema (src/commands/output) refuses the ${what}: ${first?.instancePath} ${first?.message} ${which} in ${text}`,
  );
}

const validators = new Map<string, ValidateFunction>();

function validatorOf(what: string): ValidateFunction {
  const known = validators.get(what) ?? ajv().compile(jsonSchemaOf(schemaOf(what), false));
  validators.set(what, known);
  return known;
}

function schemaOf(what: string) {
  const [name = '', kind] = what.split(' ');
  if (name === 'error') return errorRecord;
  const output = outputs[name] ?? {};
  return kind === 'line' ? lineOf(output) : documentOf(output);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** As strict as it gets. */
export const ajv = (): Ajv2020 => formats.default(new Ajv2020({ strict: true, allowUnionTypes: true }));
