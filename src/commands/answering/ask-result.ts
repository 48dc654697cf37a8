import type { Context } from '../../cli/command.ts';
import { Failure } from '../../cli/failure.ts';
import { readSchema } from '../payloads/json-schema.ts';
import { mustBeJson, type ResultInput, readResult } from '../payloads/result-input.ts';
import { editorOf, editText } from './edit-text.ts';

type Way = 'json' | 'editor' | 'text' | 'none';

/** The result that a person types at the terminal, under the rules of the options given; undefined for none. */
export async function askResult(context: Context, input: ResultInput): Promise<Uint8Array | undefined> {
  // What is wrong with it is not for who types the result to correct.
  if (input.schema !== undefined) await readSchema(context, input.schema);
  const way = await askWay(context, input);
  if (way === 'none') return undefined;
  const rules: ResultInput = { ...input, json: way === 'text' ? input.json : true };
  const read = (resultText: string, there = context) =>
    readResult(there, { ...rules, resultText }, 'the result');
  if (way === 'editor') return editText(context, editing, (edited) => read(edited));
  const question = way === 'json' ? 'The result, as JSON:' : 'The result, as text:';
  // What is to be told of it is told once it is entered.
  const quiet = { ...context, io: { ...context.io, note: () => {} } };
  const typed = await context.prompt.line(question, instead, (text) => refusalOf(read(text, quiet)));
  return read(typed);
}

const instead = '--result FILE, --result-text TEXT or --no-result';

const editing = {
  text: '',
  fileName: 'result.json',
  otherwise: 'nothing was sent',
  instead: `give ${instead}`,
};

function askWay(context: Context, input: ResultInput): Promise<Way> {
  const ways: readonly (readonly [way: Way, name: string])[] = [
    ['json', 'JSON, typed here in one line'],
    ['editor', `JSON, in an editor (${editorOf(context)})`],
    ['text', 'a text, typed here'],
    ['none', 'there is none'],
  ];
  const offered = waysFor(input);
  const choices = ways.flatMap(([value, name]) =>
    offered.includes(value) ? [{ name, short: name, value }] : [],
  );
  return context.prompt.choose('What is the result?', choices, instead);
}

// What the options ask for rules some of them out.
function waysFor(input: ResultInput): readonly Way[] {
  if (input.asJsonString) return input.minify ? ['json', 'editor'] : ['text'];
  if (mustBeJson(input) || input.minify) return ['json', 'editor'];
  return input.expect ? ['json', 'editor', 'text'] : ['json', 'editor', 'text', 'none'];
}

async function refusalOf(reading: Promise<unknown>): Promise<string | undefined> {
  try {
    await reading;
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.message.replace(/; nothing was sent$/, '');
    throw error;
  }
}
