import type { ShownMembers } from '../../functions/function-event.ts';
import type { ConfigurationInput } from './members.ts';

/** Members that are kept and shown, and change nothing here. */
export function shownOf(input: ConfigurationInput, before: ShownMembers = {}): ShownMembers {
  const given: ShownMembers = {
    Role: input.Role,
    TracingConfig: input.TracingConfig,
    EphemeralStorage: input.EphemeralStorage,
    SnapStart: input.SnapStart && { ...input.SnapStart, OptimizationStatus: 'Off' },
    VpcConfig: input.VpcConfig && { ...input.VpcConfig, VpcId: '' },
    DeadLetterConfig: input.DeadLetterConfig,
    KMSKeyArn: input.KMSKeyArn,
    Layers: input.Layers?.map((Arn) => ({ Arn, CodeSize: 0 })),
    LoggingConfig: input.LoggingConfig && systemLevel(input.LoggingConfig),
  };
  return { ...before, ...present(given) };
}

function systemLevel({ SystemLogLevel }: NonNullable<ConfigurationInput['LoggingConfig']>) {
  return { SystemLogLevel };
}

function present(members: ShownMembers): ShownMembers {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
