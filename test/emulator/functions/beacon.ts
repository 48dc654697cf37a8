import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A port where workers tell that they run; their connection ends when they do, whoever killed them. */
export interface Beacon {
  readonly port: number;
  /** The next worker that calls. */
  seen(): Promise<Seen>;
}

export interface Seen {
  readonly pid: number;
  answer(text: string): void;
  readonly gone: Promise<void>;
}

export async function beacon(t: TestContext): Promise<Beacon> {
  const calls: PromiseWithResolvers<Seen>[] = [];
  let received = 0;
  let awaited = 0;
  const call = (index: number) => (calls[index] ??= Promise.withResolvers<Seen>());
  const server = createServer((socket) => {
    const { resolve } = call(received++);
    socket.once('data', (data) => resolve(seenOn(socket, Number(data.toString()))));
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { port, seen: () => call(awaited++).promise };
}

function seenOn(socket: Socket, pid: number): Seen {
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { pid, gone, answer: (text) => void socket.write(text) };
}
