import { completing } from './cli/completion/live.ts';
import type { Config } from './cli/config.ts';
import type { ExitCode } from './cli/failure.ts';
import type { Io } from './cli/io.ts';
import { runCommandLine } from './cli/run-command-line.ts';
import { commands } from './commands/index.ts';
import type { Lambda } from './lambda/client.ts';
import { type Clock, systemClock } from './model/time.ts';
import { version } from './model/version.ts';

export interface Surroundings {
  readonly io: Io;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  /** When the process began, epoch milliseconds; now unless given. */
  readonly began?: number;
  /** Aborts with one of the interruptions of `cli/interruption.ts`. */
  readonly signal?: AbortSignal;
  /** Aborts when somebody interrupts again, right before the process ends. */
  readonly insisted?: AbortSignal;
}

/** durcb as a function: the arguments behind its name, and where it is run. Never rejects for what a user did. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { clock = systemClock, signal = never, insisted = never } = surroundings;
  const connect = connectWith(clock, surroundings.io);
  if (argv[0] === completing) {
    const { complete } = await import('./completing/complete.ts');
    const { began = clock.now() } = surroundings;
    return complete(argv.slice(1), { ...surroundings, clock, connect, began });
  }
  return runCommandLine(argv, commands, { ...surroundings, clock, signal, insisted, version, connect });
}

const never = new AbortController().signal;

const connectWith =
  (clock: Clock, { note }: Io) =>
  async (config: Config, environment: Surroundings['environment']): Promise<Lambda> => {
    const client = await import('./lambda/client.ts');
    const { endpointUrl, region, profile } = config;
    const lambda = client.connect({ endpoint: endpointUrl, region, profile, environment });
    if (!config.cache || config.cacheDirectory === undefined) return lambda;
    const { withCache } = await import('./lambda/cache/with-cache.ts');
    const onTrouble = (message: string) => {
      if (config.verbose) note(`durcb: ${message}`);
    };
    return withCache(lambda, { directory: config.cacheDirectory, clock, onTrouble });
  };
