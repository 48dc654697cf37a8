import type { Argument, Command, Flag } from '../src/cli/command.ts';
import { flagSummary } from '../src/cli/flag-summary.ts';
import { globalOptions } from '../src/cli/global-options.ts';
import { splitExample } from '../src/cli/help-item.ts';
import { purpose } from '../src/cli/program.ts';
import { type EnvironmentVariable, environmentOfCommands, environmentTable } from './environment-table.ts';
import { exitCodeTable } from './exit-code-table.ts';
import { bold, italic, item, paragraph, roffText, section, subsection, verbatim } from './roff.ts';

/** The manual page, durcb(1). */
export function manual(commands: readonly Command[], version: string): string {
  const globals = Object.values(globalOptions);
  return `${[
    `.TH DURCB 1 "" "durcb ${roffText(version)}" "User Commands"`,
    // Words of a program are not to be cut in two, nor its lines stretched.
    '.nh',
    '.ad l',
    section('NAME', `durcb \\- ${roffText(decapitalised(purpose))}`),
    section(
      'SYNOPSIS',
      `${bold('durcb')} ${italic('command')} [${italic('options')}] [${italic('arguments')}]`,
    ),
    section('DESCRIPTION', ...description.map((text) => paragraph(roffText(text)))),
    section('COMMANDS', ...commands.map(commandPart)),
    section(
      'GLOBAL OPTIONS',
      paragraph('They may stand before the command, too.'),
      ...[...globals, ...ownOptions].map(optionItem),
    ),
    section('ENVIRONMENT', ...environment()),
    section('FILES', ...files.map(([name, text]) => item(italic(name), roffText(text)))),
    section(
      'EXIT STATUS',
      ...exitCodeTable.map(({ code, meaning }) => item(bold(`${code}`), roffText(meaning))),
    ),
    section(
      'EXAMPLES',
      ...examples.map(([what, ...lines]) => `${paragraph(roffText(what))}\n${verbatim(lines)}`),
    ),
    section(
      'SEE ALSO',
      `${bold('aws')}(1), ${bold('jq')}(1)`,
      ...seeAlso.map((text) => paragraph(roffText(text))),
    ),
  ].join('\n')}\n`;
}

const ownOptions: readonly Pick<Flag, 'flags' | 'summary'>[] = [
  { flags: '-h, --help', summary: 'print help' },
  { flags: '-V, --version', summary: 'print the version' },
];

const decapitalised = (text: string): string =>
  `${text.charAt(0).toLowerCase()}${text.slice(1)}`.replace(/\.$/, '');

const description = [
  'A durable function pauses on callbacks: it creates one, hands its id to an outside system, and sleeps until somebody answers. durcb lists the callbacks that wait, answers them from files, keeps them alive, follows executions, and runs durable functions without AWS.',
  'Commands go to AWS as the AWS SDK is configured; with --local to the emulator of this directory, which durcb emulate starts; with --endpoint-url elsewhere. They are the same everywhere.',
  'Data goes to standard output, everything else to standard error. On a terminal it is a table; in a pipe tab-separated values without a header. -o json is one document, -o jsonl one object a line, whose JSON Schemas durcb schema prints.',
];

function commandPart(command: Command): string {
  const { name, aliases = [], summary, options, arguments: parameters, examples: lines = [] } = command;
  const words = Object.values(parameters).map(({ syntax }) => roffText(syntax));
  const others = aliases.length > 0 ? ` Also: ${aliases.join(', ')}.` : '';
  return subsection(
    [roffText(name), ...words].join(' '),
    `${roffText(`${capitalised(summary)}.${others}`)}`,
    ...Object.values(parameters).map(argumentItem),
    ...Object.values(options).map(optionItem),
    ...(lines.length > 0 ? [paragraph('Examples:'), ...lines.map(exampleItem)] : []),
  );
}

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const argumentItem = ({ syntax, summary }: Argument): string =>
  item(italic(syntax.replaceAll(/^-- |[<>[\]]/g, '')), roffText(summary));

/** `-o, --output <mode>`: what is typed as it is in bold, what stands for something in italics. */
function optionItem(option: Pick<Flag, 'flags' | 'summary' | 'complete'>): string {
  const [, names = '', value = ''] = /^([^<]*)(.*)$/.exec(option.flags) ?? [];
  const typed = names.trim().split(', ').map(bold).join(', ');
  const term = value ? `${typed} ${italic(value.replaceAll(/[<>]/g, ''))}` : typed;
  return item(term, roffText(flagSummary(option)));
}

function exampleItem(line: string): string {
  const { typed, purpose: what } = splitExample(line);
  return what ? item(bold(typed), roffText(what)) : paragraph(bold(typed));
}

function environment(): readonly string[] {
  const items = (table: readonly EnvironmentVariable[]) =>
    table.map(({ name, meaning }) => item(bold(name), roffText(meaning)));
  return [
    paragraph('An option goes before its variable, and that before durcb.json.'),
    ...items(environmentTable),
    paragraph('Commands that durcb runs find in theirs:'),
    ...items(environmentOfCommands),
  ];
}

const files: readonly (readonly [name: string, text: string])[] = [
  [
    'durcb.json',
    'configuration, in this directory or one above: durcb schema configuration says what it may hold',
  ],
  ['.durcb/emulator.json', 'where the emulator of this directory is, for --local'],
  ['.durcb/state', 'what an emulator keeps'],
  [
    '~/.cache/durcb',
    'histories read before, without payloads, and what completion offers; may be removed ($XDG_CACHE_HOME)',
  ],
  ['~/.local/state/durcb/actions.jsonl', 'what was changed, when, and why ($XDG_STATE_HOME)'],
];

/** Behind what each is for. */
export const examples: readonly (readonly [what: string, ...lines: readonly string[]])[] = [
  [
    'See what waits, and answer it:',
    'durcb pending',
    'durcb send-success --execution @last --callback price --result a.json',
  ],
  [
    'Answer everything of one name:',
    'durcb pending --name approve -o id -0 |',
    '  xargs -0 -n1 durcb send-success --result-text yes',
  ],
  [
    'Be the worker of a callback: what the command prints is the result.',
    'durcb run Y2FsbGJhY2s= -- ./score.sh order-7',
  ],
  ['Run a function here, without AWS:', 'durcb emulate ./handler.ts', 'durcb start handler --local --follow'],
];

const seeAlso = [
  'durcb help COMMAND prints the part of one command, durcb completion SHELL what makes a shell complete command lines.',
];
