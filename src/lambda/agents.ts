import { readFileSync } from 'node:fs';
import { Failure } from '../cli/failure.ts';

// More than ever go at a time: what reads goes by turns, and few answers are sent at once.
const maxSockets = 50;

type Environment = Readonly<Record<string, string | undefined>>;

/** How sockets are opened: through the environment's proxies, and trusting its bundle of certificates. The SDK asks neither. */
export function agents(isLoopback: boolean, environment: Environment) {
  // A proxy cannot reach this machine's loopback; Node minds NO_PROXY for everything else.
  const proxyEnv = isLoopback ? undefined : { ...environment };
  const ca = certificates(environment.AWS_CA_BUNDLE);
  return {
    httpAgent: { keepAlive: true, maxSockets, proxyEnv },
    httpsAgent: { keepAlive: true, maxSockets, proxyEnv, ca },
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
