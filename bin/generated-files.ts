import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { completionFiles, completionScript, shells } from '../src/cli/completion.ts';
import { commands } from '../src/commands/index.ts';
import { commandList } from './command-list.ts';
import { environmentList, exitCodeList } from './reference-lists.ts';

const root = join(import.meta.dirname, '..');

export interface GeneratedFile {
  /** Its absolute path. */
  readonly file: string;
  readonly text: string;
}

/** What the command table and its neighbours make, as it ought to be: the completions, and the tables of the README. */
export function generatedFiles(): readonly GeneratedFile[] {
  const completions = shells.map((shell) => ({
    file: join(root, 'completions', completionFiles[shell]),
    text: completionScript(shell, commands),
  }));
  const readme = join(root, 'README.md');
  return [...completions, { file: readme, text: withTables(readFileSync(readme, 'utf8')) }];
}

const tables: readonly (readonly [name: string, text: string])[] = [
  ['commands', commandList(commands)],
  ['environment', environmentList()],
  ['exit codes', exitCodeList()],
];

const withTables = (readme: string): string =>
  tables.reduce((text, [name, table]) => withTable(text, name, table), readme);

/** What stands between the marks of a table is replaced by it. */
function withTable(readme: string, name: string, table: string): string {
  const start = `<!-- ${name}: made by \`npm run generate\` -->\n`;
  const end = `<!-- end of ${name} -->\n`;
  const [before, rest] = readme.split(start);
  const after = rest?.split(end)[1];
  return after === undefined ? readme : `${before}${start}\n${table}\n${end}${after}`;
}
