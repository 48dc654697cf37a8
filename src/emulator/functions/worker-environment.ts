import type { Place } from '../../model/arn.ts';
import { logGroupOf } from '../../model/log-group-of.ts';
import { toIso } from '../../model/time.ts';
import type { FunctionDefinition } from './functions.ts';
import type { WorkerCommand } from './worker-command.ts';

export interface EnvironmentOptions {
  readonly definition: FunctionDefinition;
  readonly version: string;
  readonly place: Place;
  readonly started: WorkerCommand;
  /** `127.0.0.1:port` of the Runtime API. */
  readonly runtimeApi: string;
  /** The emulator's URL. */
  readonly endpoint: string;
  readonly logStream: string;
  readonly inherited: Readonly<Record<string, string | undefined>>;
}

/** The environment of a Lambda sandbox. What the function is given overrides our defaults, not what a runtime relies on. */
export function workerEnvironment(options: EnvironmentOptions): Record<string, string> {
  return {
    // Without a locale, Java prints a ? for each letter that is not ASCII; the one of AWS is not installed everywhere.
    LANG: 'C.UTF-8',
    ...inheritedFrom(options.inherited),
    ...defaults(options),
    ...options.definition.environment,
    ...reserved(options),
  };
}

// The rest of our environment is none of the function's business.
const inheritedNames = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'LANG', 'LC_ALL', 'LC_CTYPE'],
  // Without these no program starts on Windows.
  ...['SystemRoot', 'PATHEXT', 'TEMP', 'TMP', 'USERPROFILE'],
];

function inheritedFrom(environment: EnvironmentOptions['inherited']): Record<string, string> {
  return Object.fromEntries(
    inheritedNames.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

// Dummy credentials, since a client in the function refuses to sign without any.
function defaults({ place, endpoint, definition }: EnvironmentOptions): Record<string, string> {
  return {
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ACCESS_KEY_ID: 'durcb',
    AWS_SECRET_ACCESS_KEY: 'durcb',
    AWS_SESSION_TOKEN: 'durcb',
    AWS_ENDPOINT_URL_LAMBDA: endpoint,
    ...logging(definition),
    TZ: ':UTC',
  };
}

function reserved({
  definition,
  version,
  started,
  runtimeApi,
  logStream,
}: EnvironmentOptions): Record<string, string> {
  return {
    _HANDLER: started.handler,
    LAMBDA_TASK_ROOT: started.directory,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(definition),
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  };
}

// A level is for the JSON format only, and INFO there unless told.
function logging({ logging = { LogFormat: 'Text' } }: FunctionDefinition): Record<string, string> {
  const { LogFormat, ApplicationLogLevel = 'INFO' } = logging;
  return LogFormat === 'Text'
    ? { AWS_LAMBDA_LOG_FORMAT: LogFormat }
    : { AWS_LAMBDA_LOG_FORMAT: LogFormat, AWS_LAMBDA_LOG_LEVEL: ApplicationLogLevel };
}

type StreamOptions = Pick<EnvironmentOptions, 'definition' | 'version' | 'runtimeApi'>;

/**
 * Where a worker's log goes within its group; in one that functions may share, it has the function's name, too.
 * On AWS 32 hexadecimal digits tell the sandboxes of a day apart; the port does so here.
 */
export function logStream(
  { definition: { name, logging }, version, runtimeApi }: StreamOptions,
  now: number,
): string {
  const day = toIso(now).slice(0, 10).replaceAll('-', '/');
  const port = runtimeApi.slice(runtimeApi.lastIndexOf(':') + 1);
  const digits = port.padStart(32, '0');
  return logging?.LogGroup ? `${day}/${name}[${version}][${digits}]` : `${day}/[${version}]${digits}`;
}
