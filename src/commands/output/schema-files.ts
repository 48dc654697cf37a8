import type * as z from 'zod/mini';
import { configFile } from '../../cli/config-file.ts';
import { answerLine } from '../answering/answer-line.ts';
import { loggedAction } from './action-log.ts';
import { documentOf, lineOf, outputs } from './index.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema-of.ts';
import { errorRecord } from './setting.ts';

/** Raised when a member goes or changes its meaning, not when one is added. */
const schemaVersion = 1;

export interface SchemaFile {
  /** Without `.json`. */
  readonly name: string;
  /** What it is the schema of. */
  readonly title: string;
  make(): JsonSchema;
}

/** Every JSON Schema that is published. */
export const schemaFiles: readonly SchemaFile[] = [
  ...Object.entries(outputs).flatMap(([name, output]) => {
    const { option = '-o json' } = output;
    const document = schemaFile(name, `the document of durcb ${name} ${option}`, documentOf(output));
    const line = schemaFile(`${name}-line`, `a line of durcb ${name} -o jsonl`, lineOf(output));
    return output.rows ? [document, line] : [document];
  }),
  schemaFile('error', 'what stderr says of an error under -o json and jsonl', errorRecord),
  schemaFile('action-log-line', 'a line of the log of actions', loggedAction),
  schemaFile('answer-input', 'a line of the file that durcb answer reads', answerLine),
  schemaFile('configuration', 'durcb.json', configFile),
];

function schemaFile(name: string, title: string, schema: z.ZodMiniType): SchemaFile {
  return {
    name,
    title,
    make: () => ({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:durcb:schema:${schemaVersion}:${name}`,
      title,
      ...jsonSchemaOf(schema, true),
    }),
  };
}
