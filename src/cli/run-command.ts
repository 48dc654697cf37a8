import type { Lambda } from '../lambda/client.ts';
import type { Clock } from '../model/time.ts';
import { decideColor } from './color.ts';
import type { Command, Context } from './command.ts';
import type { Config } from './config.ts';
import { type ExitCode, exitCodes } from './failure.ts';
import { readInput, type Typed } from './input.ts';
import { changeIo, type Io } from './io.ts';
import { print } from './print.ts';
import { createPrompt } from './prompt.ts';
import { compileQuery, type Query } from './query.ts';
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
): Promise<ExitCode> {
  const { clock, signal } = surroundings;
  const query = await queryOf(config);
  const input = readInput(command, typed);
  let spinner: Spinner | undefined;
  const clear = () => spinner?.stop();
  const io = ioFor(config, surroundings, clear);
  const prompt = createPrompt(io, { input: config.input, signal, beforeAsking: clear });
  const { connect, ...rest } = surroundings;
  let connection: Promise<Lambda> | undefined;
  const lambda = () => {
    connection ??= connect(config, surroundings.environment);
    return connection;
  };
  if (!config.quiet && surroundings.environment.TERM !== 'dumb')
    spinner = startSpinner(command.name, io.stderr, clock);
  try {
    const result = await command.run({ ...rest, io, config, prompt, lambda }, input);
    await print(result, { io, output: config.output, time: config.time, query, clock, signal });
    await result.afterwards?.();
    const { exitCode = exitCodes.done } = result;
    return typeof exitCode === 'function' ? exitCode() : exitCode;
  } finally {
    clear();
    await connection?.then(
      ({ close }) => close(),
      () => {},
    );
  }
}

async function queryOf({ query, output }: Config): Promise<Query | undefined> {
  if (query === undefined) return undefined;
  if (output === 'id') throw usageFailure('--query and -o id exclude each other', 'use -o tsv with --query');
  return compileQuery(query);
}

function ioFor({ color, quiet }: Config, { io, environment }: Surroundings, beforeWrite: () => void): Io {
  return changeIo(io, {
    color: (isTerminal) => decideColor(color, environment, isTerminal),
    quiet,
    beforeWrite,
  });
}
