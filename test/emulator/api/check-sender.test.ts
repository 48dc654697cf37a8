import assert from 'node:assert/strict';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { checkSender } from '../../../src/emulator/api/check-sender.ts';
import { Rejection } from '../../../src/emulator/engine/rejection.ts';
import { serve } from './serve.ts';

const check = (headers: Record<string, string>, listensOn = '127.0.0.1') =>
  checkSender({ headers }, listensOn);

describe('is answered: a request to', () => {
  const hosts = [
    '127.0.0.1:9014',
    '127.0.0.1',
    '[::1]:9014',
    '192.168.1.7:9014',
    'localhost:9014',
    'LOCALHOST',
    'durcb.localhost:9014',
    'host.docker.internal:9014',
    'durcb:9014',
  ];
  for (const host of hosts) test(host, () => check({ host }));
  test('the name it listens on', () => check({ host: 'dev.example.com:9014' }, 'Dev.example.com'));
  test('no host at all, as old clients send it', () => check({}));
});

describe('is refused: a request', () => {
  const foreign: Record<string, string>[] = [
    { host: 'attacker.example.com:9014' },
    { host: '127.0.0.1.attacker.example.com' },
    { host: 'localhost.attacker.example.com' },
    { host: 'attacker.example.com.' },
    { host: 'attacker.example.com:80:80' },
    { host: '127.0.0.1:9014', origin: 'http://127.0.0.1:9014' },
    { host: '127.0.0.1:9014', origin: 'null' },
  ];
  for (const headers of foreign)
    test(JSON.stringify(headers), () =>
      assert.throws(
        () => check(headers),
        (error) => error instanceof Rejection && error.exception === 'AccessDeniedException',
      ),
    );
});

test('a page is told so over HTTP, whatever it asks for', async (t) => {
  const { port } = await serve(t, []);
  const headers = { host: 'attacker.example.com' };
  const response = await new Promise<IncomingMessage>((resolve) =>
    request({ port, host: '127.0.0.1', path: '/durcb/health', headers }, resolve).end(),
  );
  assert.equal(response.statusCode, 403);
  assert.equal(response.headers['x-amzn-errortype'], 'AccessDeniedException');
  assert.match(JSON.stringify(await json(response)), /attacker\.example\.com/);
});
