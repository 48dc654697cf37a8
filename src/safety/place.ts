import type { Lambda } from '../lambda/client.ts';
import { parseFunctionReference } from '../model/arn.ts';
import { type Target, type Whereabouts, whereaboutsOf } from './whereabouts.ts';

/** What is known of where targets are; the account is asked for where nothing else tells it. */
export async function locate(
  lambda: Lambda,
  targets: readonly Target[],
  signal: AbortSignal | undefined,
): Promise<Whereabouts> {
  const { functions } = whereaboutsOf(targets);
  // A callback is answered where settings and credentials lead, whatever execution somebody names beside its id.
  const { accounts, regions } = whereaboutsOf(targets.filter(({ CallbackId }) => CallbackId === undefined));
  const { account, region } = await lambda.identity();
  const known = accounts.length > 0 ? accounts : given(account);
  return {
    functions,
    accounts: known.length > 0 ? known : given(await accountOfAny(lambda, signal)),
    regions: regions.length > 0 ? regions : given(region),
  };
}

/** ` of order, account 123456789012, region eu-west-1, profile prod, at AWS`, as far as it can be told. */
export function placeText(
  { functions, accounts, regions }: Whereabouts,
  profile: string | undefined,
  { endpoint, isLocal }: Pick<Lambda, 'endpoint' | 'isLocal'>,
): string {
  const parts = [
    functions.length > 0 ? ` of ${listed(functions)}` : '',
    accounts.length > 0 && `account ${listed(accounts)}`,
    regions.length > 0 && `region ${listed(regions)}`,
    profile !== undefined && !isLocal && `profile ${profile}`,
    `at ${endpoint ?? 'AWS'}`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

// Whoever may change something need not be allowed to list, and is not kept from changing it.
async function accountOfAny(lambda: Lambda, signal: AbortSignal | undefined): Promise<string | undefined> {
  const page = await lambda.listFunctions({ MaxItems: 1 }, signal).catch(() => undefined);
  signal?.throwIfAborted();
  return parseFunctionReference(page?.Functions?.[0]?.FunctionArn ?? '')?.account;
}

const given = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

// As many as a question has room for.
const few = 3;

function listed(names: readonly string[]): string {
  const more = names.length > few ? ` and ${names.length - few} more` : '';
  return `${names.slice(0, few).join(', ')}${more}`;
}
