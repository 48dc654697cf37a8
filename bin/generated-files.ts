import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { completionFiles, completionScript, shells } from '../src/cli/completion.ts';
import { commands } from '../src/commands/index.ts';
import { commandList } from './command-list.ts';

const root = join(import.meta.dirname, '..');

export interface GeneratedFile {
  /** Its absolute path. */
  readonly file: string;
  readonly text: string;
}

/** What the command table makes, as it ought to be: the completions, and the README with its list of commands. */
export function generatedFiles(): readonly GeneratedFile[] {
  const completions = shells.map((shell) => ({
    file: join(root, 'completions', completionFiles[shell]),
    text: completionScript(shell, commands),
  }));
  const readme = join(root, 'README.md');
  return [...completions, { file: readme, text: withCommandList(readFileSync(readme, 'utf8')) }];
}

const start = '<!-- commands: made by `npm run generate` -->\n';
const end = '<!-- end of commands -->\n';

function withCommandList(readme: string): string {
  const [before, rest] = readme.split(start);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`README.md has no place for the list of commands: ${start}${end}`);
  return `${before}${start}\n${commandList(commands)}\n${end}${after}`;
}
