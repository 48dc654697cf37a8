import { defaultTimeout, functionDefaults } from '../../../model/function-defaults.ts';
import type { Limits } from '../../../model/limits.ts';
import { byteLength } from '../../engine/byte-length.ts';
import { invalidParameter, type Rejection } from '../../engine/rejection.ts';
import type { ReleaseSettings } from '../../functions/function-event.ts';
import type { DurableSettings, LoggingSettings } from '../../functions/functions.ts';
import type { ConfigurationInput } from './members.ts';

/** The settings after a request: what it gives, else what they were, else the service's defaults. */
export function settingsOf(
  input: ConfigurationInput,
  inForce: Limits,
  before?: ReleaseSettings,
): ReleaseSettings {
  const durable = durableOf(input.DurableConfig, before);
  return {
    environment: environmentOf(input.Environment, inForce) ?? before?.environment ?? {},
    timeoutSeconds: input.Timeout ?? before?.timeoutSeconds ?? defaultTimeout(durable),
    memoryMegabytes: input.MemorySize ?? before?.memoryMegabytes ?? functionDefaults.megabytes,
    durable,
    runtime: input.Runtime ?? before?.runtime,
    description: input.Description ?? before?.description ?? '',
    logging: loggingOf(input.LoggingConfig, durable, before),
  };
}

// What the service sets itself (developer guide).
const reserved =
  /^(_X_AMZN_TRACE_ID|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|AWS_LAMBDA_(FUNCTION_NAME|FUNCTION_MEMORY_SIZE|FUNCTION_VERSION|INITIALIZATION_TYPE|LOG_GROUP_NAME|LOG_STREAM_NAME|RUNTIME_API)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

function environmentOf(
  given: ConfigurationInput['Environment'],
  { environment: limit }: Limits,
): ReleaseSettings['environment'] | undefined {
  const variables = given && (given.Variables ?? {});
  if (!variables) return undefined;
  const names = Object.keys(variables).filter((name) => reserved.test(name));
  if (names.length > 0)
    throw unusableVariables(
      'contains reserved keys that are currently not supported for modification. ' +
        `Reserved keys used in this request: ${names.join(', ')}`,
    );
  const measured = JSON.stringify(variables);
  if (byteLength(measured) > limit)
    throw unusableVariables(`exceeded the 4KB limit. String measured: ${measured}`);
  return variables;
}

const unusableVariables = (why: string): Rejection =>
  invalidParameter(
    `Lambda was unable to configure your environment variables because the environment variables you have provided ${why}`,
  );

// A function is durable from its creation or never (developer guide); of what it has then, each member can be changed.
function durableOf(
  given: ConfigurationInput['DurableConfig'],
  before: ReleaseSettings | undefined,
): DurableSettings | undefined {
  if (!given) return before?.durable;
  if (before && !before.durable) {
    throw invalidParameter(
      'You cannot add a durable configuration to a function that was originally created with no durable configuration',
    );
  }
  const ExecutionTimeout = given.ExecutionTimeout ?? before?.durable?.ExecutionTimeout;
  if (ExecutionTimeout === undefined) {
    throw invalidParameter(
      'You cannot create a function with a durable configuration without an executionTimeout',
    );
  }
  return {
    ExecutionTimeout,
    RetentionPeriodInDays:
      given.RetentionPeriodInDays ?? before?.durable?.RetentionPeriodInDays ?? functionDefaults.retentionDays,
    // An empty key means none.
    KMSKeyArn: (given.KMSKeyArn ?? before?.durable?.KMSKeyArn) || undefined,
  };
}

// Durable functions are created with JSON logs, and have no others.
function loggingOf(
  given: ConfigurationInput['LoggingConfig'],
  durable: DurableSettings | undefined,
  before: ReleaseSettings | undefined,
): LoggingSettings | undefined {
  if (durable && given?.LogFormat === 'Text') {
    throw invalidParameter(
      'You cannot use plain text logs with a durable function. Only JSON format logs are supported',
    );
  }
  const usual = durable ? 'JSON' : 'Text';
  const LogFormat = given?.LogFormat ?? (before ? before.logging?.LogFormat : usual) ?? 'Text';
  const LogGroup = given?.LogGroup ?? before?.logging?.LogGroup;
  const group = LogGroup !== undefined && { LogGroup };
  if (LogFormat === 'Text') return group ? { LogFormat, ...group } : undefined;
  const ApplicationLogLevel = given?.ApplicationLogLevel ?? before?.logging?.ApplicationLogLevel ?? 'INFO';
  return { LogFormat, ApplicationLogLevel, ...group };
}
