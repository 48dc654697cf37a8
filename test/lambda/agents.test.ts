import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';

const credentials = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'us-east-1' };
const heartbeat = ['heartbeat', btoa('1/2'), '-o', 'none'];

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

// A process of its own: the SDK looks for credentials in the environment of the process.
async function durcb(words: readonly string[], environment: Record<string, string>) {
  const env = { PATH: process.env.PATH, ...credentials, ...environment };
  const child = spawn(process.execPath, [main, ...words], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const [err, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { exitCode, err };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return port;
}

const accept: RequestListener = (_, response) => response.end('{}');

test('a proxy of the environment is asked for everything but this machine', async () => {
  const asked: (string | undefined)[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url);
    response.end('{}');
  });
  const HTTP_PROXY = `http://127.0.0.1:${await listen(proxy)}`;
  const away = await durcb([...heartbeat, '--endpoint-url', 'http://lambda.example.test'], { HTTP_PROXY });
  assert.equal(away.exitCode, 0, away.err);
  assert.deepEqual(asked, [
    `http://lambda.example.test/2025-12-01/durable-execution-callbacks/${encodeURIComponent(btoa('1/2'))}/heartbeat`,
  ]);
  const here = createServer(accept);
  const url = `http://127.0.0.1:${await listen(here)}`;
  assert.equal((await durcb([...heartbeat, '--endpoint-url', url], { HTTP_PROXY })).exitCode, 0);
  assert.equal(asked.length, 1);
  proxy.close();
  here.close();
});

test('AWS_CA_BUNDLE that cannot be read is told', async () => {
  const words = [...heartbeat, '--endpoint-url', 'https://127.0.0.1:1'];
  const { exitCode, err } = await durcb(words, { AWS_CA_BUNDLE: '/no/such/bundle.pem' });
  assert.equal(exitCode, 1);
  assert.match(
    err,
    /^durcb: the certificates of AWS_CA_BUNDLE cannot be read from \/no\/such\/bundle\.pem; /,
  );
});

describe('AWS_CA_BUNDLE', { skip: hasOpenssl() ? false : 'openssl is not installed' }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'durcb-tls-'));
  const certificate = join(directory, 'certificate.pem');
  let server: Server;
  let url: string;

  before(async () => {
    const key = join(directory, 'key.pem');
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const files = ['-keyout', key, '-out', certificate];
    const options = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, ...files];
    execFileSync('openssl', options, { stdio: 'ignore' });
    server = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, accept);
    url = `https://127.0.0.1:${await listen(server)}`;
  });

  after(() => {
    server.close();
    rmSync(directory, { recursive: true });
  });

  test('is trusted', async () => {
    const { exitCode, err } = await durcb([...heartbeat, '--endpoint-url', url], {
      AWS_CA_BUNDLE: certificate,
    });
    assert.equal(exitCode, 0, err);
  });

  test('is needed', async () => {
    const { exitCode, err } = await durcb([...heartbeat, '--endpoint-url', url], {});
    assert.equal(exitCode, 1);
    assert.match(err, /self[- ]signed certificate/);
  });
});

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
