import type * as z from 'zod/mini';
import type { Clock } from '../model/time.ts';
import type { GuardedLambda } from '../safety/guarded-lambda.ts';
import type { LiveKind } from './completion/live.ts';
import type { Config } from './config.ts';
import type { ExitCode } from './failure.ts';
import type { Io } from './io.ts';
import type { Prompt } from './prompt.ts';

/** Everything a command can touch; costly parts are made when first asked for. */
export interface Context {
  readonly io: Io;
  readonly clock: Clock;
  readonly config: Config;
  readonly prompt: Prompt;
  /** Aborts on SIGINT, SIGTERM and when nobody reads stdout any more. */
  readonly signal: AbortSignal;
  /** Aborts when somebody interrupts again, right before the process ends: what would be left behind goes first. */
  readonly insisted: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Of durcb itself. */
  readonly version: string;
  /** What a person at a terminal reads while it goes on; asked for again and again. */
  progress(text: () => string): void;
  lambda(): Promise<GuardedLambda>;
  /** Runs another command line on the same streams; errors are told there, as ever. */
  durcb(argv: readonly string[]): Promise<ExitCode>;
}

/** What a command has to say; how it looks is decided by the printer alone. */
export type Result = {
  readonly exitCode?: ExitCode | (() => ExitCode);
  /** All that was to be done is done, whoever interrupted meanwhile: the exit code stays. */
  readonly isWhole?: boolean;
  /** What goes on once everything is said: a server serves. */
  readonly afterwards?: () => Promise<void>;
} & (
  | Rows
  | {
      readonly kind: 'record';
      readonly record: Row;
      readonly id?: string;
      readonly columns: readonly Column[];
    }
  /** Raw bytes, written as they are whatever the output mode. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nothing' }
);

export interface Rows {
  readonly kind: 'rows';
  readonly columns: readonly Column[];
  /** Printed as they come in `tsv`, `jsonl` and `id`; also in `table` when `live`. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  readonly live?: boolean;
  readonly id: (row: Row) => string;
  /** Its column is cut like any other, since nobody has to type it in. */
  readonly mayCutId?: boolean;
  /** Told on stderr when there was no row and a person looks. */
  readonly empty?: string;
}

/** Members as in the API (PascalCase, times as Date); what durcb computed sits under `Derived`. */
export type Row = Readonly<Record<string, unknown>>;

export interface Column {
  readonly header: string;
  readonly value: (row: Row) => Cell;
  /** What its cells usually need on the screen; for live tables, which cannot look ahead. */
  readonly usualWidth?: number;
  /** Cells of the same text get the same colour, others mostly another one. */
  readonly isHued?: boolean;
  /** Where the screen is too narrow its cells are cut; with `keep` never, with `drop` it is left out instead. */
  readonly whenNarrow?: 'keep' | 'drop';
}

/**
 * A Date is shown relative on a terminal and as ISO 8601 in a pipe; a duration is in milliseconds.
 * A list is a sentence: its words with a space between.
 */
export type Cell =
  | string
  | number
  | boolean
  | Date
  | { readonly duration: number }
  | readonly (string | Date)[]
  | undefined;

export interface Flag<Schema extends z.ZodMiniType = z.ZodMiniType> {
  /** `-o, --output <mode>`, `--dry-run`; `--stack-trace <line>...` may be repeated and takes one value each time. */
  readonly flags: string;
  readonly summary: string;
  readonly schema: Schema;
  /** What completion offers for the value. */
  readonly complete?: Completion;
}

export interface Argument<Schema extends z.ZodMiniType = z.ZodMiniType> {
  /** As commander takes it: `<function>`, `[callback]`, `[handler...]`; `-- <command...>` is what stands behind `--`. */
  readonly syntax: string;
  readonly summary: string;
  readonly schema: Schema;
  readonly complete?: Completion;
}

/** `file`, what is asked for when it is wanted, or the words there are. */
export type Completion = 'file' | LiveKind | readonly string[];

type Values<Specs extends Record<string, Flag | Argument>> = {
  readonly [Key in keyof Specs]: z.output<Specs[Key]['schema']>;
};

export interface Command<
  Arguments extends Record<string, Argument> = Record<string, Argument>,
  Options extends Record<string, Flag> = Record<string, Flag>,
> {
  /** The sub-command's name: `send-success`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** Shown below the options in help. */
  readonly examples?: readonly string[];
  /** In the order they are typed. */
  readonly arguments: Arguments;
  readonly options: Options;
  // A method, so that commands with different inputs fit into one list.
  run(context: Context, input: Values<Arguments> & Values<Options>): Promise<Result>;
}

/** A sub-command as a value: the one source of help, completion and the README's list. */
export function command<
  const Arguments extends Record<string, Argument>,
  const Options extends Record<string, Flag>,
>(definition: Command<Arguments, Options>): Command<Arguments, Options> {
  return definition;
}

export function flag<Schema extends z.ZodMiniType>(
  flags: string,
  summary: string,
  schema: Schema,
  complete?: Completion,
): Flag<Schema> {
  return { flags, summary, schema, ...(complete && { complete }) };
}

export function argument<Schema extends z.ZodMiniType>(
  syntax: string,
  summary: string,
  schema: Schema,
  complete?: Completion,
): Argument<Schema> {
  return { syntax, summary, schema, ...(complete && { complete }) };
}
