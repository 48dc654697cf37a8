import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';

const main = join(import.meta.dirname, '..', 'src', 'main.ts');
const { NODE_EXTRA_CA_CERTS: _certificates, ...inherited } = process.env;

let directory: string;

before(() => {
  directory = mkdtempSync(join(tmpdir(), 'durcb-main-'));
});

after(() => rmSync(directory, { recursive: true }));

/** durcb from its sources, as a process of its own. */
function durcb(...argv: string[]) {
  return spawn(process.execPath, [main, ...argv], { cwd: directory, env: inherited });
}

async function endOf(child: ChildProcess & { stdout: Readable; stderr: Readable }) {
  const [out, err, [exitCode, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { out, err, exitCode, signal };
}

/** An endpoint that takes requests and never answers. */
async function silentEndpoint(): Promise<Server & { url: string }> {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return Object.assign(server, { url: `http://127.0.0.1:${address.port}` });
}

test('ends with the exit code of its command line', async () => {
  const help = await endOf(durcb('--help'));
  assert.deepEqual([help.exitCode, help.err], [0, '']);
  assert.match(help.out, /^Usage: durcb/);
  const mistake = await endOf(durcb('pendin'));
  assert.deepEqual([mistake.exitCode, mistake.out], [2, '']);
  assert.equal(mistake.err, "durcb: unknown command 'pendin'; did you mean pending?\n");
});

test('ends quietly when nobody reads its output', async () => {
  const pipe = 'set -o pipefail; "$0" "$1" completion bash | true';
  const child = spawn('bash', ['-c', pipe, process.execPath, main]);
  const { exitCode, err } = await endOf(child);
  assert.deepEqual([exitCode, err], [0, '']);
});

for (const [signal, exitCode, word] of [
  ['SIGINT', 130, 'interrupted'],
  ['SIGTERM', 143, 'terminated'],
  ['SIGHUP', 129, 'the terminal has gone'],
] as const) {
  test(`${signal} breaks off what it waits for`, async () => {
    const server = await silentEndpoint();
    const child = durcb('executions', 'f', '--endpoint-url', server.url);
    await once(server, 'request');
    child.kill(signal);
    const end = await endOf(child);
    assert.deepEqual(end, { out: '', err: `durcb: ${word}\n`, exitCode, signal: null });
    server.closeAllConnections();
    server.close();
  });
}

const endless = `export const handler = () => new Promise(() => {
  console.log('here I am');
  setInterval(() => {}, 1000);
});
`;

test('the second SIGINT ends it at once', async () => {
  writeFileSync(join(directory, 'endless.mjs'), endless);
  const child = durcb('emulate', '--plain', 'endless=endless.mjs', '--port', '0', '--state', 'memory');
  const url = String((await once(child.stdout, 'data'))[0]).trim();
  const invocation = request(`${url}/2015-03-31/functions/endless/invocations`, { method: 'POST' }).end('{}');
  const broken = once(invocation, 'error');
  await said(child.stderr, /here I am/);
  child.kill('SIGINT');
  await said(child.stderr, /stopping/);
  child.kill('SIGINT');
  const [exitCode, signal] = await once(child, 'close');
  assert.deepEqual([exitCode, signal], [null, 'SIGINT']);
  await broken;
});

/** Resolves when the stream has said it. */
async function said(stream: Readable, pattern: RegExp): Promise<void> {
  let heard = '';
  while (!pattern.test(heard)) heard += (await once(stream, 'data'))[0];
}
