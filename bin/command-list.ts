import type { Command, Flag } from '../src/cli/command.ts';
import { flagSummary } from '../src/cli/flag-summary.ts';
import { globalOptions } from '../src/cli/global-options.ts';

/** The reference of all commands, in Markdown: a table of them, and below it the options of each to unfold. */
export function commandList(commands: readonly Command[]): string {
  const options = commands.map((one) =>
    optionBlock(`<code>durcb ${one.name}</code>`, Object.values(one.options)),
  );
  return [
    commandTable(commands),
    optionBlock('every command', [...Object.values(globalOptions), help]),
    ...options.filter(Boolean),
  ].join('\n');
}

const help = { flags: '-h, --help', summary: 'print help' };

function commandTable(commands: readonly Command[]): string {
  const names = commands.map(synopsis);
  const width = Math.max(...names.map(({ length }) => length));
  const rows = commands.map(({ summary }, index) => `| ${names[index]?.padEnd(width)} | ${summary} |\n`);
  return `| ${'command'.padEnd(width)} | what it does |\n|${'-'.repeat(width + 2)}|---|\n${rows.join('')}`;
}

function synopsis({ name, aliases = [], arguments: parameters }: Command): string {
  const words = [name, ...Object.values(parameters).map(({ syntax }) => syntax)].join(' ');
  const others = aliases.map((alias) => `\`${alias}\``).join(', ');
  return `\`${words}\`${others && ` (${others})`}`;
}

type Option = Pick<Flag, 'flags' | 'summary' | 'complete'>;

function optionBlock(whose: string, options: readonly Option[]): string {
  if (options.length === 0) return '';
  const width = Math.max(...options.map(({ flags }) => flags.length));
  const lines = options.map((option) => `${option.flags.padEnd(width)}  ${flagSummary(option)}\n`);
  return `<details>
<summary>Options of ${whose}</summary>

\`\`\`text
${lines.join('')}\`\`\`

</details>
`;
}
