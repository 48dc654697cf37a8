import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface LossyProxy {
  readonly url: string;
  close(): void;
}

/** Stands before a service and hands everything on, but loses the replies to requests for which `isLost` says so. */
export async function lossyProxy(
  service: string,
  isLost: (request: IncomingMessage) => boolean,
): Promise<LossyProxy> {
  const server = createServer(async (request, response) => {
    const loses = isLost(request);
    const answer = await handOn(service, request);
    if (loses) request.socket.destroy();
    else response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

async function handOn(service: string, request: IncomingMessage): Promise<Answer> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (!hopByHop.has(name)) headers.set(name, String(value));
  const body = await buffer(request);
  const response = await fetch(new URL(request.url ?? '', service), {
    method: request.method ?? 'GET',
    headers,
    body: body.length > 0 ? new Uint8Array(body) : null,
  });
  const { status } = response;
  return { status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

const hopByHop = new Set([
  'connection',
  'host',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'expect',
]);
