import { dirname, resolve } from 'node:path';
import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { readSource } from '../../cli/payload.ts';
import { type JsonSchema, unusableSchema } from '../payloads/json-schema.ts';
import { type PlannedAnswer, planAnswer } from './answer-line.ts';
import { type BadLine, badLines } from './bad-lines.ts';

export interface NumberedAnswer extends PlannedAnswer {
  /** Counted from 1. */
  readonly line: number;
}

/** The answers of a file of JSON lines, or of stdin; throws unless all of them can be sent, and every result is as a schema wants it. */
export async function readAnswers(
  context: Context,
  source: string,
  schema?: JsonSchema,
): Promise<readonly NumberedAnswer[]> {
  const lines = textOf(await readSource(source, 'answer', context), source).split(/\r?\n/);
  const surroundings = { ...context, workingDirectory: directoryOf(context, source) };
  const answers: NumberedAnswer[] = [];
  const faults: BadLine[] = [];
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const line = index + 1;
    try {
      answers.push({ ...(await planAnswer(text, surroundings, schema)), line });
    } catch (error) {
      if (!(error instanceof Failure) || error.code === unusableSchema) throw error;
      faults.push({ line, error });
    }
  }
  if (faults.length > 0) throw badLines(context, faults, faults.length + answers.length);
  return answers;
}

function textOf(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure({
      code: 'malformed-answer',
      message: `${source} is not UTF-8; nothing was sent`,
      exitCode: exitCodes.refused,
    });
  }
}

// A file that an answer names lies where the answers are.
const directoryOf = ({ workingDirectory }: Context, source: string): string =>
  source === '-' ? workingDirectory : dirname(resolve(workingDirectory, source));
