import type { ConfigFile } from '../cli/config-file.ts';
import { matchName } from '../lambda/name-pattern.ts';
import type { Whereabouts } from './whereabouts.ts';

type Protected = NonNullable<ConfigFile['protected']>;

/** What is asked about before anything there is changed. */
export interface Protection {
  /** `profile prod is protected`. */
  readonly why: string;
  readonly requiresReason: boolean;
}

/** Whether `durcb.json` protects a place; where the account cannot be told and some are protected, it does. */
export function protectionOf(
  rules: Protected | undefined,
  profile: string | undefined,
  { accounts }: Pick<Whereabouts, 'accounts'>,
): Protection | undefined {
  const why = rules && (profileRule(rules, profile) ?? accountRule(rules, accounts));
  return why === undefined ? undefined : { why, requiresReason: rules?.requireReason ?? false };
}

// The SDK takes that of this name where none is named.
function profileRule({ profiles = [] }: Protected, profile = 'default'): string | undefined {
  const isProtected = profiles.some((pattern) => matchName(pattern)(profile));
  return isProtected ? `profile ${profile} is protected` : undefined;
}

function accountRule({ accounts: known = [] }: Protected, accounts: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  if (accounts.length === 0) return 'the account is not known, and some are protected';
  const account = accounts.find((one) => known.includes(one));
  return account && `account ${account} is protected`;
}
