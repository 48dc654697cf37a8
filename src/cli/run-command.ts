import * as z from 'zod/mini';
import type { Lambda } from '../lambda/client.ts';
import type { Clock } from '../model/time.ts';
import type { GuardedLambda, GuardOptions } from '../safety/guarded-lambda.ts';
import { decideColor } from './color.ts';
import type { Command, Context } from './command.ts';
import type { Config } from './config.ts';
import { type ExitCode, exitCodes } from './failure.ts';
import { given } from './given.ts';
import type { HeldNotes } from './held-notes.ts';
import { readInput, type Typed } from './input.ts';
import { interruptionOf } from './interruption.ts';
import { changeIo, type Io } from './io.ts';
import { print } from './print.ts';
import { createPrompt } from './prompt.ts';
import { compileQuery, type Query } from './query.ts';
import { reasonFrom } from './reason.ts';
import { type Spinner, startSpinner } from './spinner.ts';
import { usageFailure } from './usage.ts';

/** Where a command is run. */
export interface Surroundings {
  readonly io: Io;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly clock: Clock;
  /** Aborts with one of the interruptions. */
  readonly signal: AbortSignal;
  /** Aborts when somebody interrupts again, right before the process ends. */
  readonly insisted: AbortSignal;
  /** Of durcb itself. */
  readonly version: string;
  connect(config: Config, environment: Surroundings['environment']): Promise<Lambda>;
}

/** Runs a command and prints its result. What is wrong with the command line is thrown before the command starts. */
export async function runCommand(
  command: Command,
  typed: Typed,
  config: Config,
  surroundings: Surroundings & Pick<Context, 'durcb'>,
  notes?: HeldNotes,
): Promise<ExitCode> {
  const { clock, signal } = surroundings;
  const query = await queryOf(config);
  const input = readInput(command, typed);
  let spinner: Spinner | undefined;
  const clear = () => spinner?.stop();
  const io = ioFor(config, surroundings, clear, notes?.add);
  const prompt = createPrompt(io, { input: config.input, signal, beforeAsking: clear });
  const { connect, ...rest } = surroundings;
  const who = { command: command.name, ...saidOf(input, surroundings), prompt, io, clock, config };
  let connection: Promise<GuardedLambda> | undefined;
  const lambda = () => {
    connection ??= connect(config, surroundings.environment).then(guardedFor(who));
    return connection;
  };
  if (!config.quiet && surroundings.environment.TERM !== 'dumb')
    spinner = startSpinner(command.name, io.stderr, clock);
  try {
    const progress = (text: () => string) => spinner?.tell(text);
    const result = await command.run({ ...rest, io, config, prompt, lambda, progress }, input);
    const { output, time } = config;
    await print(result, { io, output, null: config.null, time, query, clock, signal });
    await notes?.release();
    await result.afterwards?.();
    const { exitCode = exitCodes.done } = result;
    const code = typeof exitCode === 'function' ? exitCode() : exitCode;
    return result.isWhole ? code : code || (interruptionOf(signal)?.exitCode ?? code);
  } finally {
    clear();
    await connection?.then(
      ({ close }) => close(),
      () => {},
    );
  }
}

const Said = z.object({ yes: given, reason: z.optional(z.string()) });

// Only commands that change something have these options.
function saidOf(input: unknown, { environment }: Surroundings): Pick<GuardOptions, 'yes' | 'reason'> {
  const { yes = false, reason } = Said.parse(input);
  return { yes, reason: reasonFrom(reason, environment) };
}

const guardedFor =
  (who: GuardOptions) =>
  async (lambda: Lambda): Promise<GuardedLambda> => {
    const { guarded } = await import('../safety/guarded-lambda.ts');
    return guarded(lambda, who);
  };

async function queryOf({ query, output }: Config): Promise<Query | undefined> {
  if (query === undefined) return undefined;
  if (output === 'id') throw usageFailure('--query and -o id exclude each other', 'use -o tsv with --query');
  return compileQuery(query);
}

function ioFor(
  { color, quiet }: Config,
  { io, environment }: Surroundings,
  beforeWrite: () => void,
  takeNote: HeldNotes['add'] | undefined,
): Io {
  return changeIo(io, {
    takeNote,
    color: (isTerminal) => decideColor(color, environment, isTerminal),
    quiet,
    beforeWrite,
  });
}
