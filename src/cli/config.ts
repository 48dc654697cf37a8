import * as z from 'zod/mini';
import { actionLogPath } from './action-log-path.ts';
import { cacheDirectory } from './cache-directory.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { localEndpoint } from './endpoint.ts';
import { explainIssue } from './explain-issue.ts';
import { exitCodes, Failure } from './failure.ts';
import {
  type ColorChoice,
  colorChoices,
  type GlobalInput,
  httpUrl,
  type OutputMode,
  outputModes,
  type TimeStyle,
  timeStyles,
} from './global-options.ts';
import { usageFailure } from './usage.ts';

export interface Settings {
  readonly output: OutputMode;
  /** Whether ids end with NUL and not with a newline. */
  readonly null: boolean;
  readonly query: string | undefined;
  readonly time: TimeStyle;
  readonly color: ColorChoice;
  /** Undefined leaves it to the SDK, which means AWS unless its files say otherwise. */
  readonly endpointUrl: string | undefined;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Whether questions may be asked. */
  readonly input: boolean;
  /** Whether histories that were read are kept for the next run. */
  readonly cache: boolean;
  /** Where; undefined where nobody has a home. */
  readonly cacheDirectory: string | undefined;
  /** Where it is written down what was changed, by whom and why; undefined where nobody has a home. */
  readonly actionLog: string | undefined;
}

/** What holds for this run: flags before the environment, before `durcb.json`, before defaults. */
export interface Config extends Settings {
  /** Where each value is from: `--region`, `AWS_REGION`, a file's path, or `default`. */
  readonly sources: { readonly [Name in keyof Settings]: string };
  readonly file: ConfigFile | undefined;
}

export interface ConfigInput {
  readonly flags: GlobalInput;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Whether stdout is one: it decides how to print by default. */
  readonly isTerminal: boolean;
}

interface Found<Value> {
  readonly value: Value;
  readonly source: string;
}

/** Throws a usage failure that names the variable, file or flags at fault. */
export function loadConfig(input: ConfigInput): Config {
  const file = readConfigFile(input.workingDirectory);
  const found = findSettings(input, file);
  return {
    output: found.output.value,
    null: found.null.value,
    query: found.query.value,
    time: found.time.value,
    color: found.color.value,
    endpointUrl: found.endpointUrl.value,
    region: found.region.value,
    profile: found.profile.value,
    quiet: found.quiet.value,
    verbose: found.verbose.value,
    input: found.input.value,
    cache: found.cache.value,
    cacheDirectory: found.cacheDirectory.value,
    actionLog: found.actionLog.value,
    sources: sourcesOf(found),
    file,
  };
}

function findSettings(input: ConfigInput, file: ConfigFile | undefined) {
  const { flags, environment, isTerminal } = input;
  if (flags.null && flags.output !== undefined && flags.output !== 'id') throw nullWithoutIds;
  const variable = variables(environment);
  const inFile = fromFile(file);
  const output =
    fromFlag('--output', flags.output) ??
    fromFlag<OutputMode>('--null', flags.null && 'id') ??
    variable(['DURCB_OUTPUT'], z.enum(outputModes)) ??
    inFile(file?.output) ??
    byDefault<OutputMode>(isTerminal ? 'table' : 'tsv');
  return {
    output,
    null: fromFlag('--null', flags.null) ?? byDefault(false),
    query: fromFlag('--query', flags.query) ?? unset,
    time:
      fromFlag('--time', flags.time) ??
      variable(['DURCB_TIME'], z.enum(timeStyles)) ??
      inFile(file?.time) ??
      byDefault<TimeStyle>(isTerminal && output.value === 'table' ? 'relative' : 'iso'),
    color:
      fromFlag('--color', flags.color) ??
      variable(['DURCB_COLOR'], z.enum(colorChoices)) ??
      inFile(file?.color) ??
      byDefault<ColorChoice>('auto'),
    endpointUrl: findEndpoint(input, file),
    region:
      fromFlag('--region', flags.region) ??
      variable(['DURCB_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION'], z.string()) ??
      inFile(file?.region) ??
      unset,
    profile:
      fromFlag('--profile', flags.profile) ??
      variable(['DURCB_PROFILE', 'AWS_PROFILE'], z.string()) ??
      inFile(file?.profile) ??
      unset,
    quiet: fromFlag('--quiet', flags.quiet) ?? byDefault(false),
    verbose: fromFlag('--verbose', flags.verbose) ?? byDefault(false),
    input: flags.noInput ? { value: false, source: '--no-input' } : byDefault(true),
    cache: findCache(input, file),
    cacheDirectory: findCacheDirectory(environment),
    actionLog: findActionLog(environment),
  };
}

function findCache({ flags, environment }: ConfigInput, file: ConfigFile | undefined): Found<boolean> {
  if (flags.noCache) return { value: false, source: '--no-cache' };
  // As with NO_COLOR, whatever it says.
  if (environment.DURCB_NO_CACHE) return { value: false, source: 'DURCB_NO_CACHE' };
  return fromFile(file)(file?.cache) ?? byDefault(true);
}

const findCacheDirectory = (environment: ConfigInput['environment']) =>
  below(environment, 'XDG_CACHE_HOME', cacheDirectory(environment));

const findActionLog = (environment: ConfigInput['environment']) =>
  below(environment, 'XDG_STATE_HOME', actionLogPath(environment));

function below(
  environment: ConfigInput['environment'],
  variable: string,
  value: string | undefined,
): Found<string | undefined> {
  const base = environment[variable];
  return { value, source: base && value?.startsWith(base) ? variable : 'default' };
}

function findEndpoint({ flags, environment, workingDirectory }: ConfigInput, file: ConfigFile | undefined) {
  if (flags.local && flags.endpointUrl) throw bothEndpoints;
  const variable = variables(environment);
  const local = (wanted: boolean | undefined) => (wanted ? localEndpoint(workingDirectory) : undefined);
  const isIgnored = environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true';
  return (
    fromFlag('--endpoint-url', flags.endpointUrl) ??
    local(flags.local) ??
    variable(['DURCB_ENDPOINT_URL'], httpUrl) ??
    variable(isIgnored ? [] : ['AWS_ENDPOINT_URL_LAMBDA', 'AWS_ENDPOINT_URL'], httpUrl) ??
    fromFile(file)(file?.endpointUrl) ??
    local(file?.local) ??
    unset
  );
}

function fromFlag<Value>(flag: string, value: Value | undefined): Found<Value> | undefined {
  return value === undefined ? undefined : { value, source: flag };
}

const fromFile =
  (file: ConfigFile | undefined) =>
  <Value>(value: Value | undefined): Found<Value> | undefined =>
    file && value !== undefined ? { value, source: file.path } : undefined;

const byDefault = <Value>(value: Value): Found<Value> => ({ value, source: 'default' });

const unset: Found<undefined> = byDefault(undefined);

/** The first of the variables that is not empty, checked. */
const variables =
  (environment: ConfigInput['environment']) =>
  <Value>(names: readonly string[], schema: z.ZodMiniType<Value>): Found<Value> | undefined => {
    const source = names.find((name) => environment[name]);
    if (source === undefined) return undefined;
    const parsed = schema.safeParse(environment[source]);
    if (parsed.success) return { value: parsed.data, source };
    throw new Failure({
      code: 'invalid-environment',
      message: `${source}: ${explainIssue(parsed.error.issues[0])}`,
      hint: 'correct the environment variable',
      exitCode: exitCodes.usage,
    });
  };

function sourcesOf(found: Record<keyof Settings, Found<unknown>>): Config['sources'] {
  return {
    output: found.output.source,
    null: found.null.source,
    query: found.query.source,
    time: found.time.source,
    color: found.color.source,
    endpointUrl: found.endpointUrl.source,
    region: found.region.source,
    profile: found.profile.source,
    quiet: found.quiet.source,
    verbose: found.verbose.source,
    input: found.input.source,
    cache: found.cache.source,
    cacheDirectory: found.cacheDirectory.source,
    actionLog: found.actionLog.source,
  };
}

const bothEndpoints = usageFailure('--local and --endpoint-url exclude each other', 'give one of them');

const nullWithoutIds = usageFailure(
  '--null ends ids, and another output is asked for',
  'give -0 alone, or with -o id',
);
