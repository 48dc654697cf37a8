import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { Reading } from './lambda/versioned-service.ts';

export interface AwsLikeProxy {
  readonly url: string;
  /** Requests by operation, also those that were throttled. */
  readonly calls: Readonly<Record<string, number>>;
  readonly throttled: number;
  /** The most requests that were under way at a time. */
  readonly mostAtOnce: number;
  close(): void;
}

export interface AwsLikeOptions {
  readonly reading?: Reading;
  readonly isThrottled?: () => boolean;
}

/** Stands before an emulator as AWS does: it has none of its endpoints, and may throttle, or read a list as older services do. */
export async function awsLikeProxy(
  service: string,
  { reading = 'all versions', isThrottled = () => false }: AwsLikeOptions = {},
): Promise<AwsLikeProxy> {
  const agent = new Agent({ keepAlive: true });
  const seen = { calls: new Map<string, number>(), throttled: 0, underWay: 0, mostAtOnce: 0 };
  const server = createServer((request, response) => {
    const operation = operationOf(request);
    seen.calls.set(operation, (seen.calls.get(operation) ?? 0) + 1);
    seen.underWay++;
    seen.mostAtOnce = Math.max(seen.mostAtOnce, seen.underWay);
    response.on('close', () => seen.underWay--);
    if (request.url?.startsWith('/durcb/')) return refuse(response, 404, 'ResourceNotFoundException');
    if (isThrottled()) {
      seen.throttled++;
      return refuse(response, 429, 'TooManyRequestsException');
    }
    const url = new URL(request.url ?? '', service);
    if (operation === 'list executions' && reading === '$LATEST only' && !url.searchParams.has('Qualifier'))
      url.searchParams.set('Qualifier', '$LATEST');
    handOn(url, request, response, agent);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    get calls() {
      return Object.fromEntries(seen.calls);
    },
    get throttled() {
      return seen.throttled;
    },
    get mostAtOnce() {
      return seen.mostAtOnce;
    },
    close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The same third of the numbers in every run. */
export function everyThird(seed: number): () => boolean {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 < 1 / 3;
  };
}

const operations: readonly (readonly [RegExp, string])[] = [
  [/^\/durcb\//, 'own'],
  [/\/tags\//, 'list tags'],
  [/\/functions\/?$/, 'list functions'],
  [/\/versions$/, 'list versions'],
  [/\/configuration$/, 'get function'],
  [/\/durable-executions$/, 'list executions'],
  [/\/history$/, 'get history'],
  [/\/durable-executions\/[^/]+$/, 'get execution'],
];

function operationOf({ url = '' }: IncomingMessage): string {
  const [path = ''] = url.split('?');
  return operations.find(([pattern]) => pattern.test(path))?.[1] ?? path;
}

function refuse(response: ServerResponse, status: number, error: string): void {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': error };
  response.writeHead(status, headers).end(JSON.stringify({ message: 'Rate exceeded' }));
}

function handOn(url: URL, request: IncomingMessage, response: ServerResponse, agent: Agent): void {
  const onward = send(url, { method: request.method, headers: request.headers, agent }, (answer) => {
    const { 'x-durcb-version': _, ...headers } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}
