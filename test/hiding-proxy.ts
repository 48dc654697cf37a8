import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage } from 'node:http';

export interface HidingProxy {
  readonly url: string;
  /** The API requests so far: `GET /2025-12-01/durable-executions/…`, without what stands behind `?`. */
  readonly asked: string[];
  close(): void;
}

/** Stands before durcb's emulator so that it looks like any other service, and counts what it is asked. */
export async function hidingProxy(emulator: string): Promise<HidingProxy> {
  const asked: string[] = [];
  const server = createServer((near, answer) => {
    const { pathname } = new URL(near.url ?? '', emulator);
    if (pathname.startsWith('/durcb/')) {
      answer.writeHead(404).end();
      return;
    }
    asked.push(`${near.method} ${pathname}`);
    handOn(emulator, near).on('response', (far) => {
      const { 'x-durcb-version': _, ...headers } = far.headers;
      answer.writeHead(far.statusCode ?? 500, headers);
      far.pipe(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function handOn(emulator: string, near: IncomingMessage) {
  // The path as it came: an ARN in it stays percent-encoded.
  const { hostname, port } = new URL(emulator);
  const { method, headers, url: path } = near;
  return near.pipe(
    ask({ hostname, port, path, method, headers: { ...headers, host: `${hostname}:${port}` } }),
  );
}
