import { basename } from 'node:path';
import type { Config } from '../../cli/config.ts';
import { shellQuoted } from '../../model/shell-quoted.ts';

/** How many answers are under way at a time unless somebody says otherwise. */
export const defaultConcurrency = 4;

/** What `durcb answer` was told, as far as another run has to be told it again. */
export interface AnswersRun {
  readonly file: string;
  readonly log: string | undefined;
  readonly schema: string | undefined;
  readonly reason: string | undefined;
  readonly yes: true | undefined;
  readonly ifPending: true | undefined;
  readonly concurrency: number;
  /** Milliseconds from one answer to the next. */
  readonly rate: number;
}

/** The command line that answers what an earlier run has left, as people type it. */
export function goingOn({ file, log, ...run }: AnswersRun, config: Config): string {
  const options: readonly (readonly [name: string, value: string | undefined])[] = [
    ['--log', log],
    ['--schema', run.schema],
    ['--concurrency', run.concurrency === defaultConcurrency ? undefined : `${run.concurrency}`],
    ['--rate', rateText(run.rate)],
    ['--reason', run.reason],
    ...(['endpointUrl', 'region', 'profile'] as const).map(
      (name) => [flags[name], typed(config, name)] as const,
    ),
  ];
  const words = options.flatMap(([name, value]) => (value === undefined ? [] : [name, shellQuoted(value)]));
  // What was answered is closed, and no failure: with a log it is not even tried.
  const others = [
    (log === undefined || run.ifPending) && '--if-pending',
    run.yes && '--yes',
    isLocal(config) && '--local',
  ].filter((word) => typeof word === 'string');
  const command = ['durcb', 'answer', shellQuoted(file), ...others, ...words].join(' ');
  return file === '-' ? `${command}, with the same lines on stdin` : command;
}

function rateText(interval: number): string | undefined {
  if (interval === 0) return undefined;
  return Number.isInteger(1000 / interval) ? `${1000 / interval}/s` : `${Math.round(60_000 / interval)}/m`;
}

const flags = { endpointUrl: '--endpoint-url', region: '--region', profile: '--profile' } as const;

// What the environment or durcb.json says holds for the next run, too.
const typed = (config: Config, name: keyof typeof flags): string | undefined =>
  config.sources[name] === flags[name] ? config[name] : undefined;

// Said again where durcb.json says it, too: the next run must not be on AWS.
const isLocal = ({ sources: { endpointUrl } }: Config): boolean =>
  endpointUrl === '--local' || basename(endpointUrl) === 'emulator.json';
