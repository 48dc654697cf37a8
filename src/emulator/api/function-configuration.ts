import { formatFunctionArn, type Place } from '../../model/arn.ts';
import { logGroupOf } from '../../model/log-group-of.ts';
import { toIso } from '../../model/time.ts';
import type { FunctionConfiguration } from '../../model/wire.ts';
import type { PackagedCode, Release } from '../functions/function-event.ts';
import type { FunctionCode, FunctionDefinition } from '../functions/functions.ts';
import type { FunctionVersion } from '../functions/registry.ts';
import type { ApiContext } from './action.ts';

/** A function as GetFunctionConfiguration shows it. The ARN carries the qualifier the caller gave, if any. */
export function functionConfiguration(
  context: Pick<ApiContext, 'place' | 'registry' | 'nodeVersion'>,
  { definition, version }: FunctionVersion,
  qualifier: string | undefined,
): ShownConfiguration {
  const release = context.registry.release(definition.name, version);
  if (!release) throw new RangeError(`${definition.name}:${version} is not served`);
  return releaseConfiguration(context, { name: definition.name, version, qualifier }, release);
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
  { place, nodeVersion }: Pick<ApiContext, 'place' | 'nodeVersion'>,
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
    Runtime: runtimeOf({ settings, code: release.code }, nodeVersion),
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
    LogGroup: logGroupOf({ name, logging }),
    ...(isJson && { SystemLogLevel: LoggingConfig?.SystemLogLevel ?? 'INFO' }),
  };
}

/** As AWS names it: what was told, else what the code is run with. */
export function runtimeOf(
  { settings, code }: Pick<Release, 'settings' | 'code'>,
  nodeVersion: ApiContext['nodeVersion'],
): string {
  return settings.runtime ?? runtimeOfCode(code, nodeVersion);
}

function runtimeOfCode(code: Release['code'], nodeVersion: string): string {
  switch (code.kind) {
    case 'package':
      return code.runtime;
    case 'node':
      return `nodejs${nodeVersion.split('.')[0]}.x`;
    case 'python':
      // Which Python runs it is known only once it runs: one that the durable SDK takes is named, whichever it is.
      return 'python3.13';
    case 'command':
    case 'remote':
      return 'provided.al2023';
  }
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
