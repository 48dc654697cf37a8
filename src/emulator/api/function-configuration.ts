import { formatFunctionArn } from '../../model/arn.ts';
import type { FunctionConfiguration } from '../../model/wire.ts';
import type { FunctionCode } from '../functions/functions.ts';
import type { FunctionVersion } from '../functions/registry.ts';
import type { ApiContext } from './action.ts';

/** A function as GetFunctionConfiguration shows it. The ARN carries the qualifier the caller gave, if any. */
export function functionConfiguration(
  { place }: Pick<ApiContext, 'place'>,
  { definition, version }: FunctionVersion,
  qualifier: string | undefined,
): FunctionConfiguration {
  const { name, code, environment, timeoutSeconds, memoryMegabytes, durable, logging } = definition;
  return {
    FunctionName: name,
    FunctionArn: formatFunctionArn(place, name, qualifier),
    Runtime: runtimes[code.kind],
    Role: `arn:${place.partition}:iam::${place.account}:role/durcb`,
    Handler: handlerOf(code),
    CodeSize: 0,
    Description: '',
    Timeout: timeoutSeconds,
    MemorySize: memoryMegabytes,
    LastModified: '1970-01-01T00:00:00.000+0000',
    CodeSha256: '',
    Version: version,
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: '00000000-0000-4000-8000-000000000000',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}`, ...logging },
    Environment: { Variables: environment },
    DurableConfig: durable,
  };
}

const runtimes = {
  node: 'nodejs24.x',
  python: 'python3.13',
  command: 'provided.al2023',
  remote: 'provided.al2023',
} as const satisfies Record<FunctionCode['kind'], FunctionConfiguration['Runtime']>;

function handlerOf(code: FunctionCode): string {
  switch (code.kind) {
    case 'node':
      return `${code.file}.${code.export}`;
    case 'python':
      return `${code.file}.${code.function}`;
    case 'command':
      return code.command;
    case 'remote':
      return code.url;
  }
}
