import { textWidth } from './text-width.ts';

/** The text in lines of no more than so many columns, broken where there are blanks; a longer word is left whole, to be copied. */
export function wrapWords(text: string, width: number): string {
  const [first = '', ...words] = text.split(' ');
  const lines = [first];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}
