import type { Command, Completion, Flag } from '../command.ts';
import { globalOptions } from '../global-options.ts';
import { longName } from '../input.ts';
import type { LiveKind } from './live.ts';

/** What can be typed: commands, and the options of all of them. */
export interface Vocabulary {
  readonly commands: readonly CommandWords[];
  /** Before the command, and behind any. */
  readonly options: readonly OptionWords[];
}

export interface CommandWords {
  /** Its name and its aliases. */
  readonly names: readonly string[];
  readonly summary: string;
  readonly options: readonly OptionWords[];
  readonly arguments: readonly ArgumentWords[];
}

export interface OptionWords {
  readonly short: string | undefined;
  readonly long: string;
  readonly summary: string;
  /** What its value is; undefined when it has none. */
  readonly value: Value | undefined;
  readonly isRepeatable: boolean;
}

export interface ArgumentWords {
  readonly name: string;
  readonly isVariadic: boolean;
  readonly value: Value;
}

/** `text` is what nobody can guess; `live` is asked for when it is wanted. */
export type Value = 'file' | 'text' | { readonly live: LiveKind } | readonly string[];

export function vocabularyOf(commands: readonly Command[]): Vocabulary {
  const words = commands.map(commandWords);
  return { commands: [...words, helpWords(words)], options: [...optionWords(globalOptions), helpOption] };
}

function commandWords({
  name,
  aliases = [],
  summary,
  options,
  arguments: parameters,
}: Command): CommandWords {
  return {
    names: [name, ...aliases],
    summary,
    options: optionWords(options),
    arguments: Object.values(parameters).map(({ syntax, complete }) => ({
      name: syntax.replaceAll(/^-- |[^\w-]/g, ''),
      isVariadic: syntax.includes('...'),
      value: valueOf(complete),
    })),
  };
}

const helpOption: OptionWords = {
  short: '-h',
  long: '--help',
  summary: 'print help',
  value: undefined,
  isRepeatable: false,
};

function helpWords(commands: readonly CommandWords[]): CommandWords {
  const value = commands.map(({ names }) => names[0] ?? '');
  const argument = { name: 'command', isVariadic: false, value };
  return { names: ['help'], summary: 'print help for a command', options: [], arguments: [argument] };
}

function optionWords(flags: Readonly<Record<string, Flag>>): OptionWords[] {
  return Object.values(flags).map(({ flags: syntax, summary, complete }) => ({
    short: syntax.match(/^-\w\b/)?.[0],
    long: longName(syntax),
    summary,
    value: /[<[]/.test(syntax) ? valueOf(complete) : undefined,
    isRepeatable: syntax.endsWith('...'),
  }));
}

function valueOf(complete: Completion | undefined): Value {
  if (complete === undefined) return 'text';
  return complete === 'file' || typeof complete === 'object' ? complete : { live: complete };
}

/** The forms in which an option is typed. */
export const formsOf = ({ short, long }: OptionWords): string[] => (short ? [short, long] : [long]);
