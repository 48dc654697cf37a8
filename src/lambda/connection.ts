import type { LambdaClientConfig } from '@aws-sdk/client-lambda';
import { defaultPlace } from '../model/arn.ts';
import { agents } from './agents.ts';

export interface Connection {
  /** Undefined leaves it to the SDK: AWS itself, or what its files say. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Whether the endpoint is on this machine. */
export function isLoopback(endpoint: string | undefined): boolean {
  if (endpoint === undefined || !URL.canParse(endpoint)) return false;
  const { hostname } = new URL(endpoint);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** For who takes any credentials. */
export const dummyCredentials = { accessKeyId: 'durcb', secretAccessKey: 'durcb' };

/** What `new LambdaClient` is given; everything not named here is found by the SDK's own chain. */
export function sdkSettings({ endpoint, region, profile, environment }: Connection): LambdaClientConfig {
  const isDummy = isLoopback(endpoint) && !profile && !namesCredentials(environment);
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(profile !== undefined && { profile }),
    ...(isLoopback(endpoint)
      ? { region: region ?? defaultPlace.region }
      : region !== undefined && { region }),
    ...(isDummy && { credentials: dummyCredentials }),
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
      ...agents(isLoopback(endpoint), environment),
    },
  };
}

// Only the environment is asked: without it the SDK's chain goes on to the network, which a laptop waits for in vain.
const namesCredentials = (environment: Connection['environment']): boolean =>
  [
    'AWS_ACCESS_KEY_ID',
    'AWS_PROFILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ].some((name) => environment[name]);
