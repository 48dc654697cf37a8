import { wrapWords } from './wrap-words.ts';

const indent = 2;
const gap = 2;

// Less than that beside a term would be a column of single words.
const leastRoom = 24;

/** A term of help with what is said of it: beside it, or below where the screen is too narrow for that. */
export function helpItem(term: string, termWidth: number, text: string, width: number): string {
  if (!text) return ' '.repeat(indent) + term;
  const beside = indent + termWidth + gap;
  const isBeside = width - beside >= leastRoom;
  const margin = isBeside ? beside : 3 * indent;
  const lines = wrapWords(text, width - margin).replaceAll('\n', `\n${' '.repeat(margin)}`);
  const head = ' '.repeat(indent) + term;
  return isBeside ? head.padEnd(margin) + lines : `${head}\n${' '.repeat(margin)}${lines}`;
}

/** A line of examples: what is typed, and behind two blanks what it is good for. */
export interface Example {
  readonly typed: string;
  readonly purpose: string;
}

export function splitExample(line: string): Example {
  const [typed = '', ...rest] = line.split(/ {2,}/);
  return { typed, purpose: rest.join('  ') };
}

/** Examples of help, one below the other; what they are good for is beside all of them or below each. */
export function exampleLines(lines: readonly string[], width: number): readonly string[] {
  const examples = lines.map(splitExample);
  const termWidth = Math.max(...examples.map(({ typed, purpose }) => (purpose ? typed.length : 0)));
  const isBeside = examples.every(({ purpose }) => indent + termWidth + gap + purpose.length <= width);
  return examples.map(({ typed, purpose }) => helpItem(typed, isBeside ? termWidth : width, purpose, width));
}
