import type { LambdaClient } from '@aws-sdk/client-lambda';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod/mini';
import { type Connection, isLoopback } from './connection.ts';
import type { LogPage, LogQuery } from './log-query.ts';
import { toFailure } from './service-error.ts';

/** Asks CloudWatch Logs with what the Lambda client has: its credentials, sockets, proxies and certificates. Rejects with a Failure. */
export async function filterLogEvents(
  client: LambdaClient,
  connection: Connection,
  query: LogQuery,
  signal?: AbortSignal,
): Promise<LogPage> {
  const endpoint = await logsEndpoint(client, connection);
  try {
    const answer = await send(client, endpoint, query, signal);
    return page.parse(answer);
  } catch (error) {
    signal?.throwIfAborted();
    throw toFailure(error, endpoint.origin);
  }
}

const page = z.object({
  events: z._default(
    z.array(
      z.object({
        eventId: z.string(),
        logStreamName: z.string(),
        timestamp: z.number(),
        message: z.string(),
      }),
    ),
    [],
  ),
  nextToken: z.optional(z.string()),
});

/** Where its requests go; the SDK's own rules say where Lambda's would, and the two differ in a word. */
async function logsEndpoint({ config }: LambdaClient, { endpoint, environment }: Connection): Promise<URL> {
  const isIgnored = environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true';
  const {
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: own,
    AWS_ENDPOINT_URL: all,
    AWS_ENDPOINT_URL_LAMBDA: ofLambda,
  } = isIgnored ? {} : environment;
  // An address that was given for Lambda alone says nothing of other services, unless it is an emulator's.
  const isForLambda = endpoint === ofLambda && !isLoopback(endpoint);
  const given = own || (isForLambda ? all : endpoint);
  if (given) return new URL(given);
  const [Region, UseFIPS, UseDualStack] = await Promise.all([
    config.region(),
    config.useFipsEndpoint(),
    config.useDualstackEndpoint(),
  ]);
  const { url } = config.endpointProvider({ Region, UseFIPS, UseDualStack });
  return new URL(url.href.replace('//lambda', '//logs'));
}

async function send(
  { config }: LambdaClient,
  { protocol, hostname, port, pathname }: URL,
  query: LogQuery,
  signal?: AbortSignal,
): Promise<unknown> {
  const { region, credentials, sha256 } = config;
  const signer = new SignatureV4({ service: 'logs', region, credentials, sha256 });
  const signed = await signer.sign({
    method: 'POST',
    protocol,
    hostname,
    ...(port && { port: Number(port) }),
    path: pathname,
    query: {},
    headers: {
      host: port ? `${hostname}:${port}` : hostname,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.FilterLogEvents',
    },
    body: JSON.stringify(query),
  });
  const { response } = await config.requestHandler.handle(signed, { abortSignal: signal });
  const body = new TextDecoder().decode(await config.streamCollector(response.body));
  if (response.statusCode === 200) return JSON.parse(body);
  throw refusal(response.statusCode, response.headers, body);
}

const refusalBody = z.object({
  __type: z.optional(z.string()),
  message: z.optional(z.string()),
  Message: z.optional(z.string()),
});

// As the SDK throws what a service refuses.
function refusal(httpStatusCode: number, headers: Record<string, string>, body: string): Error {
  const { __type, message, Message } = refusalBody.safeParse(jsonOf(body)).data ?? {};
  const type = __type ?? headers['x-amzn-errortype'] ?? '';
  const error = new Error(message ?? Message ?? '');
  error.name = type.replace(/^.*#|:.*$/g, '') || `status ${httpStatusCode}`;
  return Object.assign(error, { $metadata: { httpStatusCode, requestId: headers['x-amzn-requestid'] } });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
