/** Text as roff takes it: hyphens that can be copied, quotes as typed, and no line that is a request. */
export function roffText(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll(/[^\x20-\x7e\n]/gu, (character) => `\\[u${codeOf(character)}]`)
    .replaceAll(/^\./gm, '\\&.');
}

const codeOf = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

export const bold = (text: string): string => `\\fB${roffText(text)}\\fR`;

export const italic = (text: string): string => `\\fI${roffText(text)}\\fR`;

export const section = (title: string, ...parts: readonly string[]): string =>
  [`.SH ${title}`, ...parts].join('\n');

export const subsection = (title: string, ...parts: readonly string[]): string =>
  [`.SS ${title}`, ...parts].join('\n');

/** Its arguments are roff already. */
export const paragraph = (text: string): string => `.PP\n${text}`;

/** A term with what is said of it, indented; both are roff already. */
export const item = (term: string, text: string): string => `.TP\n${term}\n${text}`;

/** Lines as they are. */
export const verbatim = (lines: readonly string[]): string =>
  ['.PP', '.RS 4', '.nf', ...lines.map(roffText), '.fi', '.RE'].join('\n');
