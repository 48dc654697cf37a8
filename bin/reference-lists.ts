import { environmentTable } from './environment-table.ts';
import { exitCodeTable } from './exit-code-table.ts';

/** The environment variables, as a table in Markdown. */
export const environmentList = (): string =>
  markdownTable(
    ['variable', 'meaning'],
    environmentTable.map(({ name, meaning }) => [code(name), meaning]),
  );

/** The exit codes, likewise. */
export const exitCodeList = (): string =>
  markdownTable(
    ['code', 'meaning'],
    exitCodeTable.map(({ code: number, meaning }) => [`${number}`, meaning]),
  );

const code = (names: string): string =>
  names
    .split(', ')
    .map((name) => `\`${name}\``)
    .join(', ');

/** Options in its cells are shown as such. */
const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(withCode))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const withCode = (text: string): string => text.replaceAll(/(?<![`\w-])--[\w-]+/g, '`$&`');
