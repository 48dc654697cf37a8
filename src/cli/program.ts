import { Argument, CommanderError, Option, Command as Program } from 'commander';
import type { Command, Flag } from './command.ts';
import { Failure } from './failure.ts';
import { flagSummary } from './flag-summary.ts';
import { optionHint } from './foreign/option-hint.ts';
import { otherNames } from './foreign/other-names.ts';
import { shellWords } from './foreign/shell-words.ts';
import { translate } from './foreign/translate.ts';
import { globalOptions } from './global-options.ts';
import { exampleLines, helpItem } from './help-item.ts';
import { isTrailing, type Typed } from './input.ts';
import { longSpellings } from './long-spelling.ts';
import { nearest } from './nearest.ts';
import { paint } from './tone.ts';
import { usageFailure } from './usage.ts';

export interface ProgramOptions {
  readonly commands: readonly Command[];
  readonly version: string;
  /** Of the screen that help is written for. */
  readonly width: number;
  /** Whether help is coloured, given what --color was typed with. */
  readonly color: (typed: unknown) => boolean;
}

/** What was typed, taken apart and not yet checked. */
export interface CommandLine {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly request: Request;
}

export type Request =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'run'; readonly command: Command; readonly typed: Typed };

/** What durcb is for. */
export const purpose = 'Answer the callbacks of AWS Lambda durable functions, and run such functions here.';

/** Takes a command line apart; the only code that knows commander. */
export function parseCommandLine(argv: readonly string[], options: ProgramOptions): CommandLine {
  const globals: Typings = {};
  const pages: string[] = [];
  let request: Request | undefined;
  let name: string | undefined;
  const program = createProgram(options, {
    show: (page) => pages.push(page),
    isColored: () => options.color(globals.color),
  });
  addOptions(program, globalOptions, globals, globalGroup);
  for (const command of options.commands) {
    const sub = addCommand(program, command);
    // The other commands are only listed in help, and there are many options in all.
    if (!namesOf(command).some((name) => argv.includes(name))) continue;
    const typed = addParameters(sub, command, globals, options.width);
    sub.exitOverride((error) => {
      name = command.name;
      throw error;
    });
    sub.action(() => {
      request = { kind: 'run', command, typed: { ...typed, ...wordsOf(command, sub.args, argv) } };
    });
  }
  addHelp(program);
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    request = requestOf(error, pages, argv, name);
  }
  return { globals, request: request ?? { kind: 'text', text: pages.join('') } };
}

interface Help {
  show(page: string): void;
  isColored(): boolean;
}

function createProgram({ version, width }: ProgramOptions, help: Help): Program {
  return new Program('durcb')
    .description(purpose)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({
      styleTitle: (title) => paint('bold', title),
      formatItem: (term, termWidth, text) => helpItem(term, termWidth, text, width),
      subcommandTerm: (sub) =>
        `${[sub.name(), ...sub.aliases()].join('|')} ${sub.usage().replace(/\[options\] ?/, '')}`.trimEnd(),
    })
    .configureOutput({
      writeOut: help.show,
      writeErr: help.show,
      outputError: () => {},
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: help.isColored,
      getErrHasColors: help.isColored,
    });
}

const globalGroup = 'Global options:';

function addCommand(program: Program, command: Command): Program {
  const syntaxes = Object.values(command.arguments).map(({ syntax }) => syntax);
  return program
    .command(command.name)
    .aliases([...(command.aliases ?? [])])
    .description(command.summary)
    .usage(['[options]', ...syntaxes].join(' '))
    .allowExcessArguments()
    .addHelpOption(new Option('-h, --help', 'print help').helpGroup(globalGroup));
}

const namesOf = ({ name, aliases = [] }: Command): readonly string[] => [name, ...aliases];

/** Where what is typed for the command will be found. */
function addParameters(
  sub: Program,
  command: Command,
  globals: Typings,
  width: number,
): Record<'named' | 'options', Typings> {
  const typed = { named: {}, options: {} };
  for (const { syntax, summary } of Object.values(command.arguments)) {
    // Whether one is missing is seen later, since another option may give it.
    sub.addArgument(new Argument(syntax.replace('-- ', '').replace('<', '[').replace('>', ']'), summary));
  }
  addOptions(sub, command.options, typed.options, 'Options:');
  for (const { flag, of, name } of longSpellings(command)) {
    addOption(sub, new Option(flag.flags).hideHelp(), of === 'arguments' ? typed.named : typed.options, name);
  }
  addOptions(sub, globalOptions, globals, globalGroup);
  if (command.examples)
    sub.addHelpText('after', `\nExamples:\n${exampleLines(command.examples, width).join('\n')}`);
  return typed;
}

type Typings = Record<string, unknown>;

// Commander forgets where `--` stood.
function wordsOf(
  command: Command,
  words: readonly string[],
  argv: readonly string[],
): Pick<Typed, 'operands' | 'trailing'> {
  const dashes = argv.indexOf('--');
  const isSplit = dashes >= 0 && Object.values(command.arguments).some(isTrailing);
  const count = isSplit ? words.length - (argv.length - dashes - 1) : words.length;
  return { operands: words.slice(0, count), trailing: words.slice(count) };
}

function addHelp(program: Program): void {
  program
    .command('help')
    .description('print help for a command')
    .argument('[command]')
    .action((name: string | undefined) => {
      const about = name === undefined ? program : program.commands.find((sub) => isCalled(sub, name));
      if (!about) throw unknownCommand(program, `${name}`);
      about.help();
    });
}

function unknownCommand(program: Program, name: string): Failure {
  const meant = nearest(
    name,
    program.commands.map((sub) => sub.name()),
  );
  return usageFailure(`unknown command '${name}'`, meant ? `did you mean ${meant}?` : 'see: durcb help');
}

const isCalled = (sub: Program, name: string): boolean => sub.name() === name || sub.aliases().includes(name);

function addOptions(
  program: Program,
  flags: Readonly<Record<string, Flag>>,
  into: Typings,
  group: string,
): void {
  for (const [name, flag] of Object.entries(flags)) {
    const option = new Option(flag.flags, flagSummary(flag)).helpGroup(group);
    addOption(program, option, into, name);
  }
}

// Events tell `--input` from `--no-input`, which commander keeps in one place.
function addOption(program: Program, option: Option, into: Typings, name: string): void {
  program.addOption(option);
  const isRepeatable = option.flags.endsWith('...');
  program.on(`option:${option.name()}`, (value: string | null | undefined) => {
    const earlier = into[name];
    into[name] = isRepeatable ? [...(Array.isArray(earlier) ? earlier : []), value] : (value ?? true);
  });
}

function requestOf(
  error: unknown,
  pages: readonly string[],
  argv: readonly string[],
  command: string | undefined,
): Request {
  if (error instanceof Failure) return { kind: 'refused', failure: error };
  if (!(error instanceof CommanderError)) throw error;
  if (pages.length > 0) return { kind: 'text', text: pages.join('') };
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const foreign = foreignFailure(error.code, message, argv, command);
  const see = command === undefined ? 'see: durcb help' : `see: durcb help ${command}`;
  const hint = suggestion?.slice(1, -1).replace(/^D/, 'd') ?? see;
  return { kind: 'refused', failure: foreign ?? usageFailure(message, hint) };
}

/** What helps those who know the AWS CLI, or SAM. */
function foreignFailure(
  code: string,
  message: string,
  argv: readonly string[],
  command = '',
): Failure | undefined {
  const [, word = ''] = /'([^']*)'/.exec(message) ?? [];
  if (code === 'commander.unknownOption') {
    const hint = optionHint(word, command);
    return hint === undefined ? undefined : usageFailure(message, hint);
  }
  if (code !== 'commander.unknownCommand') return undefined;
  const ours = translate(argv);
  if (ours) return usageFailure(`'${ours.typed}' is not durcb's`, `type: durcb ${shellWords(ours.words)}`);
  const meant = otherNames.get(word);
  return meant === undefined ? undefined : usageFailure(message, `did you mean ${meant}?`);
}
