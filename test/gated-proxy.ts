import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface GatedProxy {
  readonly url: string;
  /** Breaks every connection, and lets none through until it is opened again. */
  shut(): void;
  open(): void;
  close(): void;
}

/** Stands before a service as a network that can go away. */
export async function gatedProxy(service: string): Promise<GatedProxy> {
  const { hostname, port } = new URL(service);
  const sockets = new Set<Socket>();
  let isOpen = true;
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (!isOpen) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    shut() {
      isOpen = false;
      breakAll();
    },
    open() {
      isOpen = true;
    },
    close() {
      breakAll();
      server.close();
    },
  };
}
