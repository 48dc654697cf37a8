import type { ErrorObject, Options } from 'ajv';
import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { checkJson, readSource } from '../../cli/payload.ts';
import { brokenOffAfter, isBrokenOff } from './broken-off-after.ts';

/** What a result has to look like. The only code that knows the library. */
export interface JsonSchema {
  /** A sentence each, such as `/approved: must be boolean, and is string`; none when it is as it has to be. */
  violations(value: unknown): readonly string[];
}

// For patterns that go through all the ways of reading a text; milliseconds.
const longest = 5000;

/** Reads the JSON Schema of a file, of the draft that its `$schema` names. What is in it and not understood is refused. */
export async function readSchema(
  context: Pick<Context, 'io' | 'signal' | 'workingDirectory'>,
  source: string,
  patience = longest,
): Promise<JsonSchema> {
  const bytes = await readSource(source, '--schema', context);
  checkJson(bytes, source === '-' ? '--schema' : source, 'give --schema the path of a JSON Schema');
  const schema: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!isSchema(schema)) throw unusable('it is neither an object nor true or false');
  const validate = await compile(schema);
  const isValid = brokenOffAfter(patience, (value) => validate(value));
  return {
    violations(value) {
      try {
        return isValid(value) ? [] : (validate.errors ?? []).map((error) => wordsOf(error));
      } catch (error) {
        throw unusable(isBrokenOff(error) ? endless : circular, error);
      }
    },
  };
}

const endless = 'it takes too long to look whether the result is as it wants it';
const circular = 'it goes round in circles, or the result is nested too deeply';

const isSchema = (json: unknown): json is Record<string, unknown> | boolean =>
  typeof json === 'boolean' || (typeof json === 'object' && json !== null && !Array.isArray(json));

async function compile(schema: Record<string, unknown> | boolean) {
  const ajv = await validatorFor(typeof schema === 'boolean' ? undefined : schema.$schema);
  // Its answer would come later, and pass for a yes.
  if (typeof schema !== 'boolean' && '$async' in schema) throw unusable('it has the unknown keyword $async');
  if (!ajv.validateSchema(schema)) throw unusable(ajv.errors?.map((error) => wordsOf(error))[0] ?? '');
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw unusable(reasonOf(error), error);
  }
}

// What a typo has made unknown must not pass for checked. Schemas need not repeat types that are clear.
const options: Options = {
  strictSchema: true,
  strictTypes: false,
  strictTuples: false,
  validateSchema: false,
  allErrors: true,
  verbose: true,
  logger: false,
};

async function validatorFor(dialect: unknown) {
  const { default: formats } = await import('ajv-formats');
  const draft = typeof dialect === 'string' ? dialect.replace(/#$/, '').replace(/^https:/, 'http:') : dialect;
  if (draft === undefined || draft === 'http://json-schema.org/draft/2020-12/schema') {
    const { Ajv2020 } = await import('ajv/dist/2020.js');
    return formats.default(new Ajv2020(options), { keywords: false });
  }
  if (draft !== 'http://json-schema.org/draft-07/schema')
    throw unusable(`its $schema is ${JSON.stringify(dialect)}, and not draft 2020-12 or draft-07`);
  const { Ajv } = await import('ajv');
  return formats.default(new Ajv(options), { keywords: false });
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return circular;
  if (!(error instanceof Error)) return String(error);
  if ('missingRef' in error) return `its $ref ${error.missingRef} is not in the file, and nothing is fetched`;
  return error.message.replace(/^strict mode: /, '');
}

function wordsOf({ instancePath, keyword, params, message, schema, data }: ErrorObject): string {
  const must = () => {
    if (keyword === 'type') return `must be ${[schema].flat().join(' or ')}, and is ${typeOf(data)}`;
    if (keyword === 'enum' && Array.isArray(schema)) return `must be one of ${schema.map(shown).join(', ')}`;
    if (keyword === 'const') return `must be ${shown(schema)}`;
    if (keyword === 'additionalProperties') return `must not have the member ${params.additionalProperty}`;
    if (keyword === 'unevaluatedProperties') return `must not have the member ${params.unevaluatedProperty}`;
    return message;
  };
  return short(`${instancePath || '(root)'}: ${must()}`);
}

const shown = (value: unknown): string => JSON.stringify(value);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

// As much as a person reads of it.
const short = (sentence: string): string => (sentence.length > 200 ? `${sentence.slice(0, 199)}…` : sentence);

/** The code of what is wrong with the schema itself, whatever the result. */
export const unusableSchema = 'unusable-schema';

const unusable = (why: string, cause?: unknown): Failure =>
  new Failure({
    code: unusableSchema,
    message: `--schema cannot be used: ${why}; nothing was sent`,
    hint: 'it takes JSON Schema of draft 2020-12, or of draft-07 where $schema says so, whole in one file',
    exitCode: exitCodes.refused,
    cause,
  });
