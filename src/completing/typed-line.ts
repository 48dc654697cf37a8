/** What a half-typed command line says of where to look. */
export interface TypedLine {
  /** The word at the cursor, as far as it is typed. */
  readonly word: string;
  readonly words: readonly string[];
  /** By their long names; a flag has whatever follows it. */
  readonly options: ReadonlyMap<string, string>;
}

/** Reads words as a shell has them, quotes and all, and minds no mistakes: the line is not finished. */
export function readTypedLine(word: string, words: readonly string[]): TypedLine {
  const plain = words.map(unquoted);
  const options = new Map<string, string>();
  for (const [index, one] of plain.entries()) {
    if (one === '--') break;
    const [, name, value] = /^(--[\w-]+)(?:=(.*))?$/s.exec(one) ?? [];
    if (name) options.set(name, value ?? plain[index + 1] ?? '');
  }
  return { word: unquoted(word).replace(/^--[\w-]+=/, ''), words: plain, options };
}

// What names of functions, executions and profiles can hold needs no more than this.
const unquoted = (text: string): string =>
  text.replaceAll(/\\(.)|["']/gs, (_all, escaped: string | undefined) => escaped ?? '');
