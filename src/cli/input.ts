import type * as z from 'zod/mini';
import type { Argument, Command, Flag } from './command.ts';
import { explainIssue } from './explain-issue.ts';
import type { Failure } from './failure.ts';
import { usageFailure } from './usage.ts';

/** What was typed, by the names of a command's arguments and options; strings, lists of them, or true. */
export interface Typed {
  readonly operands: readonly string[];
  /** What stands behind `--`, for a command that tells it from the rest. */
  readonly trailing: readonly string[];
  /** Arguments given by an option of their own, such as `--callback-id`. */
  readonly named: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The checked input of a command; throws a usage failure that names what is wrong. */
export function readInput(command: Command, typed: Typed): Record<string, unknown> {
  const input = { ...typed.options, ...assignOperands(command, typed) };
  for (const [name, { flags, schema }] of Object.entries(command.options)) {
    input[name] = check(longName(flags), schema, input[name]);
  }
  for (const [name, { syntax, schema }] of Object.entries(command.arguments)) {
    input[name] = check(syntax, schema, input[name]);
  }
  return input;
}

/** The checked values of flags alone. */
export function checkFlag<Schema extends z.ZodMiniType>(
  flag: Flag<Schema>,
  typed: unknown,
): z.output<Schema> {
  return check(longName(flag.flags), flag.schema, typed);
}

function assignOperands(command: Command, { operands, trailing, named }: Typed): Record<string, unknown> {
  const input: Record<string, unknown> = { ...named };
  const rest = [...operands];
  for (const [name, argument] of Object.entries(command.arguments)) {
    if (isTrailing(argument)) input[name] = trailing;
    else if (!(name in named)) input[name] = isVariadic(argument) ? rest.splice(0) : rest.shift();
    if (isRequired(argument) && isMissing(input[name])) throw missing(command, argument);
  }
  if (rest.length > 0) throw unexpected(command, rest);
  return input;
}

export const isVariadic = ({ syntax }: Argument): boolean => syntax.includes('...');

export const isTrailing = ({ syntax }: Argument): boolean => syntax.startsWith('-- ');

const isRequired = ({ syntax }: Argument): boolean => /^(-- )?</.test(syntax);

const isMissing = (typed: unknown): boolean =>
  typed === undefined || (Array.isArray(typed) && typed.length === 0);

const missing = (command: Command, { syntax, summary }: Argument): Failure =>
  usageFailure(`${command.name}: missing ${syntax}, ${summary}`, seeHelp(command));

const unexpected = (command: Command, rest: readonly string[]): Failure =>
  usageFailure(
    `${command.name}: unexpected argument ${rest.map((one) => `'${one}'`).join(' ')}`,
    seeHelp(command),
  );

const seeHelp = ({ name }: Command): string => `see: durcb help ${name}`;

function check<Schema extends z.ZodMiniType>(name: string, schema: Schema, typed: unknown): z.output<Schema> {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return parsed.data;
  const explanation = explainIssue(parsed.error.issues[0]);
  if (typed === undefined) throw usageFailure(`missing ${name}`);
  const hint = name === '--output' ? awsOutputs.get(String(typed)) : undefined;
  throw usageFailure(`${name}: ${explanation}, got '${typed}'`, hint);
}

const awsOutputs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    text: 'what AWS calls text is tsv',
    yaml: 'json is the nearest',
    'yaml-stream': 'jsonl is the nearest',
    off: 'that is none',
  }),
);

/** The long form of an option: `--output`. */
export function longName(flags: string): string {
  return flags.match(/--[\w-]+/)?.[0] ?? flags;
}
