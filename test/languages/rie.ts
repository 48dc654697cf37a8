import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import type { TestContext } from 'node:test';
import { pythonClient } from '../clients/python-client.ts';
import { waitFor } from '../wait-for.ts';

// AWS's own, which comes with the SAM CLI.
const client = await pythonClient('sam-cli');
const [program] = globSync('../lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-x86_64', {
  cwd: dirname(client.program('sam')),
}).map((path) => `${dirname(client.program('sam'))}/${path}`);

/** What a test's `skip` says without one that runs here. */
export const withoutRie =
  client.missing ||
  (process.platform === 'linux' && process.arch === 'x64' ? false : 'this is no Linux on x86-64');

/** A Runtime Interface Emulator at one address, which may go and come back. */
export interface Rie {
  readonly url: string;
  /** Resolves when it takes invocations. */
  start(environment: Readonly<Record<string, string>>): Promise<void>;
  /** Without a warning. */
  kill(): Promise<void>;
}

/** One for a function that the command starts; at the end of the test it is killed. */
export async function runtimeInterfaceEmulator(t: TestContext, command: readonly string[]): Promise<Rie> {
  const [port, apiPort] = [await freePort(), await freePort()];
  const flags = [
    ...['--runtime-interface-emulator-address', `127.0.0.1:${port}`],
    ...['--runtime-api-address', `127.0.0.1:${apiPort}`],
  ];
  let kill = async () => {};
  t.after(() => kill());
  return {
    url: `http://127.0.0.1:${port}`,
    kill: () => kill(),
    async start(environment) {
      if (!program) throw new Error('the SAM CLI has no Runtime Interface Emulator');
      const env = { PATH: process.env.PATH, ...environment };
      const child = spawn(program, [...flags, ...command], { env, stdio: 'ignore' });
      const exited = once(child, 'exit');
      kill = async () => {
        child.kill('SIGKILL');
        await exited;
      };
      await waitFor('the Runtime Interface Emulator', () => accepts(port));
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** True when somebody listens, else undefined. */
async function accepts(port: number): Promise<true | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}
