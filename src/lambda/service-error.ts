import { type ExitCode, exitCodes, Failure } from '../cli/failure.ts';
import type { Asked } from './asked.ts';
import { isLoopback } from './connection.ts';
import { type Denial, explainDenial } from './denied.ts';
import { logInHint } from './log-in-hint.ts';

/** What the SDK threw, in durcb's words; a Failure is returned as it is. */
export function toFailure(error: unknown, endpoint: string | undefined, asked?: Asked): Failure {
  if (error instanceof Failure) return error;
  const fault = describe(error);
  if (networkCodes.has(fault.code) || fault.name === 'TimeoutError')
    return unreachable(endpoint, fault, error);
  const [code, exitCode, hint] = meaningOf(fault);
  return new Failure({
    code,
    message: sentence(fault),
    hint,
    ...explanationOf(code, fault, asked),
    exitCode,
    requestId: fault.requestId,
    attempts: fault.attempts,
    cause: error,
  });
}

// What these mean depends on who asked for what.
function explanationOf(code: string, fault: Fault, asked: Asked | undefined): Partial<Denial> {
  if (code === 'access-denied') return explainDenial(sentence(fault), asked);
  if (code === 'no-credentials') return { hint: logInHint(fault.name, fault.message, asked?.profile) };
  return {};
}

/** Worth trying again later: throttling, the network, the service's own faults. */
export function isPassing(error: unknown): boolean {
  return error instanceof Failure && passing.has(error.code);
}

/** Whether the service was asked too often. */
export const isThrottled = (error: unknown): boolean =>
  error instanceof Failure && error.code === 'throttled';

/** Whether there is no such thing, or no more. */
export const isGone = (error: unknown): boolean => error instanceof Failure && error.code === 'not-found';

/** For who can do without it; rejects with any other error. */
export function undefinedIfGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
}

/** Whether the caller may not ask. */
export const isDenied = (error: unknown): boolean =>
  error instanceof Failure && error.code === 'access-denied';

/** Whether somebody has to log in, again perhaps. */
export const isLoggedOut = (error: unknown): error is Failure =>
  error instanceof Failure && error.code === 'no-credentials';

const passing = new Set(['throttled', 'unreachable', 'no-endpoint', 'service-fault']);

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

function unreachable(endpoint: string | undefined, { code, message }: Fault, cause: unknown): Failure {
  if (isLoopback(endpoint) && code === 'ECONNREFUSED')
    return new Failure({
      code: 'no-endpoint',
      message: `nothing listens at ${endpoint}`,
      hint: 'start it with: durcb emulate <handler>',
      cause,
    });
  return new Failure({
    code: 'unreachable',
    message: `no answer from ${endpoint ?? 'AWS Lambda'}: ${message}`,
    hint: 'check the network, --region and --endpoint-url',
    cause,
  });
}

type Meaning = readonly [code: string, exitCode: ExitCode, hint?: string];

const meaningOf = ({ name, message, status }: Fault): Meaning =>
  known[name] ?? known[message] ?? (status >= 500 ? fault : ['service-error', exitCodes.error]);

const loggedOut: Meaning = ['no-credentials', exitCodes.accessDenied];
const denied: Meaning = ['access-denied', exitCodes.accessDenied];
const throttled: Meaning = [
  'throttled',
  exitCodes.throttled,
  'try again in a moment, or set AWS_MAX_ATTEMPTS higher',
];
const fault: Meaning = ['service-fault', exitCodes.error, 'the service itself failed: try again in a moment'];
const invalid: Meaning = ['invalid-parameter', exitCodes.error];

const known: Readonly<Record<string, Meaning>> = {
  CallbackTimeoutException: [
    'callback-closed',
    exitCodes.callbackExpired,
    'add --execution or --function to learn who closed it and when',
  ],
  ResourceNotFoundException: [
    'not-found',
    exitCodes.notFound,
    'check the name, --region and --profile; an ended execution is forgotten after its retention time',
  ],
  TooManyRequestsException: throttled,
  ThrottlingException: throttled,
  Throttling: throttled,
  RequestLimitExceeded: throttled,
  AccessDeniedException: denied,
  AccessDenied: denied,
  UnrecognizedClientException: loggedOut,
  InvalidClientTokenId: loggedOut,
  InvalidSignatureException: loggedOut,
  IncompleteSignatureException: loggedOut,
  MissingAuthenticationTokenException: loggedOut,
  ExpiredTokenException: loggedOut,
  ExpiredToken: loggedOut,
  CredentialsProviderError: loggedOut,
  TokenProviderError: loggedOut,
  // A profile whose session is not there.
  "Cannot read properties of undefined (reading 'sso_region')": loggedOut,
  'Region is missing': ['no-region', exitCodes.usage, 'add --region, set AWS_REGION, or use --local'],
  DurableExecutionAlreadyStartedException: [
    'already-started',
    exitCodes.error,
    'an execution of that name has another input: choose another --name',
  ],
  InvalidParameterValueException: invalid,
  ValidationException: invalid,
  SerializationException: invalid,
  InvalidRequestContentException: ['invalid-input', exitCodes.error, 'the input must be JSON'],
  RequestEntityTooLargeException: ['too-large', exitCodes.refused, 'store it elsewhere and send its address'],
  RequestTooLargeException: ['too-large', exitCodes.refused, 'store it elsewhere and send its address'],
};

interface Fault {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly requestId: string | undefined;
  readonly attempts: number;
}

function describe(error: unknown): Fault {
  if (!(error instanceof Error))
    return { name: '', message: String(error), code: '', status: 0, requestId: undefined, attempts: 1 };
  const metadata = member(error, '$metadata');
  const requestId = member(metadata, 'requestId');
  return {
    name: error.name,
    message: error.message,
    code: String(member(error, 'code') ?? ''),
    status: Number(member(metadata, 'httpStatusCode') ?? 0),
    requestId: typeof requestId === 'string' ? requestId : undefined,
    attempts: Number(member(metadata, 'attempts') ?? 1),
  };
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;

// The SDK says UnknownError where the service sent no message.
const sentence = ({ name, message }: Fault): string =>
  message && message !== 'UnknownError' ? message : `the service answered ${name || 'with an error'}`;
