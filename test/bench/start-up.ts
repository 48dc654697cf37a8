import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, interleave, type Row, row, timeProcess } from './measure.ts';

const root = join(import.meta.dirname, '..', '..');
const durcb = [process.execPath, join(root, 'bin', 'durcb.cjs')];
const handler = join(root, 'test', 'fixtures', 'functions', 'typescript', 'order.ts');

/** How long a person waits: whole processes, beside a Node that does nothing. */
export async function startUp(runs: number): Promise<Row[]> {
  const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const directory = mkdtempSync(join(tmpdir(), 'durcb-bench-'));
  const answer = ['send-success', btoa('1/2'), '--no-result', '--endpoint-url', endpoint];
  try {
    const samples = await interleave(runs, {
      node: () => timeProcess([process.execPath, '-e', '0']),
      version: () => timeProcess([...durcb, '--version']),
      help: () => timeProcess([...durcb, '--help']),
      send: () => timeProcess([...durcb, ...answer]),
      emulate: () => timeToHealth(directory),
    });
    return [
      row('node -e 0', samples.node, 'ms'),
      row('durcb --version', samples.version, 'ms', samples.node),
      row('durcb --help', samples.help, 'ms', samples.node),
      row('durcb send-success', samples.send, 'ms', samples.node),
      row('durcb emulate, to ready', samples.emulate, 'ms', samples.node),
    ];
  } finally {
    rmSync(directory, { recursive: true });
    server.close();
  }
}

/** Milliseconds until the emulator says where it listens, its function warm. */
async function timeToHealth(directory: string): Promise<number> {
  const startedAt = performance.now();
  const [program = '', script = ''] = durcb;
  const child = spawn(program, [script, 'emulate', handler, '--port', '0', '--state', 'memory', '--quiet'], {
    cwd: directory,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const took = performance.now() - startedAt;
  child.kill('SIGINT');
  await new Promise((resolve) => child.once('exit', resolve));
  return took;
}
