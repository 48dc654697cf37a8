import { invalidParameter } from '../../engine/rejection.ts';
import type { ReleaseSettings } from '../../functions/function-event.ts';
import type { DurableSettings, LoggingSettings } from '../../functions/functions.ts';
import type { ConfigurationInput } from './members.ts';

/** The settings after a request: what it gives, else what they were, else the service's defaults. */
export function settingsOf(input: ConfigurationInput, before?: ReleaseSettings): ReleaseSettings {
  const durable = durableOf(input.DurableConfig, before);
  return {
    environment: input.Environment ? (input.Environment.Variables ?? {}) : (before?.environment ?? {}),
    timeoutSeconds: input.Timeout ?? before?.timeoutSeconds ?? defaultTimeout(durable),
    memoryMegabytes: input.MemorySize ?? before?.memoryMegabytes ?? 128,
    durable,
    runtime: input.Runtime ?? before?.runtime,
    description: input.Description ?? before?.description ?? '',
    logging: loggingOf(input.LoggingConfig, durable, before),
  };
}

const defaultRetention = 14;

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
      given.RetentionPeriodInDays ?? before?.durable?.RetentionPeriodInDays ?? defaultRetention,
    // An empty key means none.
    KMSKeyArn: (given.KMSKeyArn ?? before?.durable?.KMSKeyArn) || undefined,
  };
}

function defaultTimeout(durable: DurableSettings | undefined): number {
  return durable ? Math.min(durable.ExecutionTimeout, 900) : 3;
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
  const LogFormat = given?.LogFormat ?? (before ? before.logging?.LogFormat : durable && 'JSON');
  if (LogFormat !== 'JSON') return undefined;
  const ApplicationLogLevel = given?.ApplicationLogLevel ?? before?.logging?.ApplicationLogLevel ?? 'INFO';
  return { LogFormat, ApplicationLogLevel };
}
