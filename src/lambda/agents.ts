import { readFileSync } from 'node:fs';
import { Failure } from '../cli/failure.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How sockets are opened: through the environment's proxies, and trusting its bundle of certificates. The SDK asks neither. */
export function agents(isLoopback: boolean, environment: Environment) {
  // A proxy cannot reach this machine's loopback; Node minds NO_PROXY for everything else.
  const proxyEnv = isLoopback ? undefined : { ...environment };
  const ca = certificates(environment.AWS_CA_BUNDLE);
  return {
    httpAgent: { keepAlive: true, proxyEnv },
    httpsAgent: { keepAlive: true, proxyEnv, ca },
  };
}

function certificates(bundle: string | undefined): Buffer | undefined {
  if (!bundle) return undefined;
  try {
    return readFileSync(bundle);
  } catch (cause) {
    throw new Failure({
      code: 'ca-bundle-not-readable',
      message: `the certificates of AWS_CA_BUNDLE cannot be read from ${bundle}`,
      hint: 'correct the variable, or unset it',
      cause,
    });
  }
}
