import { once } from 'node:events';
import { connect, type NetConnectOpts } from 'node:net';

/** Whether somebody takes connections there: on a port of this machine, or at a Unix socket. */
export async function isListening(
  where: { readonly port: number } | { readonly path: string },
): Promise<boolean> {
  const options: NetConnectOpts = 'port' in where ? { ...where, host: 'localhost' } : where;
  const socket = connect(options);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
