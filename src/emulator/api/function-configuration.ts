import { formatFunctionArn, type Place } from '../../model/arn.ts';
import { logGroupOf } from '../../model/log-group-of.ts';
import { toIso } from '../../model/time.ts';
import type { FunctionConfiguration } from '../../model/wire.ts';
import type { PackagedCode, Release, ReleaseSettings } from '../functions/function-event.ts';
import type { FunctionCode, FunctionDefinition } from '../functions/functions.ts';
import type { FunctionVersion } from '../functions/registry.ts';
import type { ApiContext } from './action.ts';

/** A function as GetFunctionConfiguration shows it. The ARN carries the qualifier the caller gave, if any. */
export function functionConfiguration(
  { place, registry }: Pick<ApiContext, 'place' | 'registry'>,
  { definition, version }: FunctionVersion,
  qualifier: string | undefined,
): ShownConfiguration {
  const release = registry.release(definition.name, version);
  if (!release) throw new RangeError(`${definition.name}:${version} is not served`);
  return releaseConfiguration(place, { name: definition.name, version, qualifier }, release);
}

/** As the SDK has it, but with any runtime: templates may name one that it does not know yet. */
export type ShownConfiguration = Omit<FunctionConfiguration, 'Runtime'> & { readonly Runtime: string };

export interface ShownVersion {
  readonly name: string;
  readonly version: string;
  readonly qualifier: string | undefined;
}

/** A release as the configuration of a version. */
export function releaseConfiguration(
  place: Place,
  { name, version, qualifier }: ShownVersion,
  { settings, shown, ...release }: Release,
): ShownConfiguration {
  return {
    FunctionName: name,
    FunctionArn: formatFunctionArn(place, name, qualifier),
    Handler: handlerOf(release.code),
    CodeSize: release.codeSize,
    Description: settings.description ?? '',
    Timeout: settings.timeoutSeconds,
    MemorySize: settings.memoryMegabytes,
    LastModified: toIso(release.modifiedAt).replace('Z', '+0000'),
    CodeSha256: release.codeSha256,
    Version: version,
    RevisionId: release.revisionId,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Environment: { Variables: settings.environment },
    DurableConfig: settings.durable,
    ...usual(place),
    ...shown,
    Runtime: runtimeOf(settings, release.code),
    LoggingConfig: loggingOf(name, settings, shown),
  };
}

function usual({ partition, account }: Place): Release['shown'] {
  return {
    Role: `arn:${partition}:iam::${account}:role/durcb`,
    TracingConfig: { Mode: 'PassThrough' },
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
  };
}

function loggingOf(
  name: string,
  { logging }: Pick<FunctionDefinition, 'logging'>,
  { LoggingConfig }: Release['shown'],
): FunctionConfiguration['LoggingConfig'] {
  const isJson = logging?.LogFormat === 'JSON';
  return {
    LogFormat: 'Text',
    ...logging,
    LogGroup: LoggingConfig?.LogGroup ?? logGroupOf(name),
    ...(isJson && { SystemLogLevel: LoggingConfig?.SystemLogLevel ?? 'INFO' }),
  };
}

const runtimes = {
  node: 'nodejs24.x',
  python: 'python3.13',
  command: 'provided.al2023',
  remote: 'provided.al2023',
} as const satisfies Record<FunctionCode['kind'], string>;

/** As AWS names it: what was told, else what the code is run with. */
export function runtimeOf({ runtime }: ReleaseSettings, code: Release['code']): string {
  return runtime ?? (code.kind === 'package' ? code.runtime : runtimes[code.kind]);
}

function handlerOf(code: FunctionCode | PackagedCode): string {
  switch (code.kind) {
    case 'package':
      return code.handler;
    case 'node':
      return code.task?.handler ?? `${code.file}.${code.export}`;
    case 'python':
      return code.task?.handler ?? `${code.file}.${code.function}`;
    case 'command':
      return code.handler ?? code.command;
    case 'remote':
      return code.url;
  }
}
