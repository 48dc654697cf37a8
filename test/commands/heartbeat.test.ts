import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type MemoryIo, memoryIo } from '../../src/cli/io.ts';
import { heartbeatLoop } from '../../src/commands/beating/heartbeat-loop.ts';
import { connect } from '../../src/lambda/client.ts';
import { hidingProxy } from '../hiding-proxy.ts';
import { pushableClock } from '../pushable-clock.ts';
import { waitFor } from '../wait-for.ts';
import { type Emulated, emulated, type Said } from './emulated.ts';

const functionName = 'callback-with-timeouts';
const callback = 'example-callback';
const second = 1000;

describe('heartbeat', () => {
  const clock = pushableClock();
  let there: Emulated;
  let count = 0;

  before(async () => {
    there = await emulated([functionName, 'two-callbacks'], clock);
  });
  after(() => there.close());

  /** A callback that lives 10 seconds, and 3 without a heartbeat. */
  async function waiting(): Promise<string[]> {
    const execution = `beats-${++count}`;
    const input = { data: 'x', timeoutSeconds: 10, heartbeatSeconds: 3 };
    await there.started(functionName, execution, input, `callback:${callback}`);
    return ['--execution', execution, '--callback', callback];
  }

  /** A callback that lives longer than any test. */
  async function patient(): Promise<string[]> {
    const execution = `beats-${++count}`;
    const input = { data: 'x', timeoutSeconds: 200, heartbeatSeconds: 190 };
    await there.started(functionName, execution, input, `callback:${callback}`);
    return ['--execution', execution, '--callback', callback];
  }

  /** Lets a minute go by after each of the first beats. */
  async function pushAtEachOf(beats: number, { out }: MemoryIo): Promise<void> {
    for (let beat = 1; beat <= beats; beat++) {
      await waitFor(`beat ${beat}`, () => out.text.split('\n').length > beat || undefined);
      clock.push(60 * second);
    }
  }

  const beat = (...words: string[]) => there.durcb(['heartbeat', ...words]);
  const answer = (where: string[]) => there.durcb(['send-success', ...where, '--no-result']);

  /** Lets time go by until the execution has ended for want of an answer. */
  async function expired(where: string[]): Promise<void> {
    clock.push(10 * second);
    await there.durcb(['wait', where[1] ?? '']);
  }

  test('beats once, and says when', async () => {
    const where = await waiting();
    const { exitCode, out } = await beat(...where, '-o', 'jsonl');
    assert.equal(exitCode, 0);
    const { CallbackId, Derived } = JSON.parse(out);
    assert.match(CallbackId, /^[A-Za-z0-9+/]+={0,2}$/);
    assert.deepEqual([Derived.Beat, typeof Derived.At, Derived.Next], [1, 'string', undefined]);
  });

  test('has a column for the callback only where there are several, or a program reads', async () => {
    const ids = [await waiting(), await waiting()].map((where) => beat(...where, '-o', 'id'));
    const [first = '', second = ''] = (await Promise.all(ids)).map(({ out }) => out.trim());
    const table = async (...words: string[]) => (await beat(...words, '-o', 'table')).out;
    assert.equal((await table(first)).includes(first), false);
    assert.match(await table(first, second), /CALLBACK/);
    assert.ok((await beat(first)).out.includes(first));
  });

  test('goes on for no longer than asked', async () => {
    const { exitCode, out, err } = await beat(...(await waiting()), '--every', '2s', '--for', '1s');
    assert.equal(exitCode, 0);
    assert.equal(out.trim().split('\n').length, 1);
    assert.match(
      err,
      /stopped after 0s: 1 heartbeat was sent; the callback still waits, and expires at .* without another\n$/,
    );
  });

  test('goes on until a time', async () => {
    const io = memoryIo();
    const until = new Date(clock.now() + 150 * second).toISOString();
    const words = ['heartbeat', ...(await patient()), '--every', '1m', '--until', until];
    const beating = there.durcb(words, { io });
    await pushAtEachOf(2, io);
    assert.equal((await beating).exitCode, 0);
    assert.equal(io.out.text.trim().split('\n').length, 3);
    assert.match(io.err.text, /stopped after [12]m.*: 3 heartbeats were sent; the callback still waits/);
    assert.doesNotMatch(io.err.text, /warning/);
  });

  test('warns of an expiry that no heartbeat moves', async () => {
    const io = memoryIo();
    const where = await patient();
    const beating = there.durcb(['heartbeat', ...where, '--every', '1m'], { io });
    await pushAtEachOf(1, io);
    const warning = /warning: callback example-callback .* expires in 2m.*, which no heartbeat moves\n/;
    await waitFor('the warning', () => warning.test(io.err.text) || undefined);
    await answer(where);
    clock.push(60 * second);
    assert.equal((await beating).exitCode, 0);
  });

  test('beats once also when told to', async () => {
    const { exitCode, out, err } = await beat(...(await waiting()), '--once');
    assert.deepEqual([exitCode, out.trim().split('\n').length, err], [0, 1, '']);
  });

  test('goes on as long as something listens', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'durcb-beats-'));
    const path = join(directory, 'socket');
    for (const [listen, options] of [
      [path, () => ['--while-socket', path]],
      [0, (port: number) => ['--while-port', `${port}`]],
    ] as const) {
      const server = createServer().listen(listen);
      await once(server, 'listening');
      const address = server.address();
      const io = memoryIo();
      const limit = options(typeof address === 'object' ? (address?.port ?? 0) : 0);
      const beating = there.durcb(['heartbeat', ...(await patient()), '--every', '1m', ...limit], { io });
      await waitFor('a beat', () => io.out.text.includes('\n') || undefined);
      server.close();
      const { exitCode, err } = await pushUntilEnd(beating);
      assert.equal(exitCode, 0, err);
      assert.match(err, /nothing listens (at|on port) .* any more; \d+ heartbeats? w.* sent/);
    }
    await rm(directory, { recursive: true });
  });

  test('ends well when somebody else has answered', async () => {
    const where = await waiting();
    await answer(where);
    const { exitCode, err } = await beat(...where, '--every', 'auto');
    assert.equal(exitCode, 0);
    assert.match(err, /answered with success at/);
  });

  test('ends with 7 when the callback has expired, for whichever reason', async () => {
    const where = await waiting();
    await expired(where);
    for (const options of [[], ['--every', 'auto']]) {
      const { exitCode, err } = await beat(...where, ...options);
      assert.equal(exitCode, 7);
      assert.match(err, /timed out at .* for want of a heartbeat/);
    }
  });

  test('keeps the others alive when one has ended, and says so at the end', async () => {
    const all = [await waiting(), await waiting(), await waiting()];
    const ids = await Promise.all(all.map(async (where) => (await beat(...where, '-o', 'id')).out));
    const [stopped = [], answered = []] = all;
    await answer(answered);
    await there.durcb(['stop', stopped[1] ?? '']);
    const words = ['heartbeat', '-', '--every', '2s', '--for', '1s', '-o', 'id'];
    const { exitCode, out, err } = await there.durcb(words, { stdin: ids.join('') });
    assert.deepEqual([exitCode, out], [7, ids[2]]);
    assert.match(err, /answered with success at/);
    assert.match(err, /1 of 3 callbacks could not be kept alive.*execution stopped at/);
  });

  test('looks for many at once, and says but once what cannot be known', async (t) => {
    const all = [await patient(), await patient()];
    const ids = await Promise.all(all.map(async (where) => (await beat(...where, '-o', 'id')).out));
    const proxy = await hidingProxy(there.url);
    t.after(() => proxy.close());
    const trial = { environment: { DURCB_ENDPOINT_URL: proxy.url }, stdin: ids.join('') };
    const words = ['heartbeat', '-', '--every', '1m', '--for', '1s', '-o', 'id'];
    const { out, err } = await there.durcb([...words, '--function', functionName], trial);
    assert.deepEqual(out.split('\n').toSorted(), ids.join('').split('\n').toSorted());
    assert.doesNotMatch(err, /warning/);
    const histories = proxy.asked.filter((one) => one.endsWith('/history'));
    assert.equal(new Set(histories).size, histories.length);
    const { err: unknown } = await there.durcb(words, trial);
    assert.equal(unknown.match(/warning: the heartbeat timeout is not known/g)?.length, 1);
  });

  const refusals: readonly [string, string[], RegExp][] = [
    ['an interval the callback would not survive', ['--every', '3s'], /expires after 3s without a heartbeat/],
    ['--for without --every', ['--for', '1h'], /needs --every/],
    ['--once with --every', ['--once', '--every', '1s'], /exclude each other/],
    ['a time that is over', ['--every', '1s', '--until', '2026-01-01T00:00:00Z'], /is over/],
    ['a time that is none', ['--every', '1s', '--until', 'noon'], /expected a time such as 18:00/],
    ['a port where nobody listens', ['--every', '1s', '--while-port', '1'], /nothing listens on port 1, so/],
    ['a port that is none', ['--every', '1s', '--while-port', '70000'], /expected a port below 65536/],
    ['--while-pid without --every', ['--while-pid', '1'], /--while-pid .*needs --every/],
    ['a process that is not running', ['--every', '2s', '--while-pid', '99999999'], /nothing to beat for/],
    ['a file that is not there', ['--every', '2s', '--while-file', '/nothing'], /\/nothing is not there/],
    ['an interval that is none', ['--every', 'often'], /expected auto, or a duration/],
    ['an interval that is too short', ['--every', '10ms'], /at least 1s/],
  ];
  for (const [title, options, message] of refusals)
    test(`refuses ${title}`, async () => {
      const { exitCode, out, err } = await beat(...(await waiting()), ...options);
      assert.deepEqual([exitCode, out], [2, '']);
      assert.match(err, message);
    });

  test('refuses auto where there is no heartbeat timeout to go by', async () => {
    await there.started('two-callbacks', 'loan', { customerId: 'c' }, 'callback:credit-check');
    const { exitCode, err } = await beat(
      '--execution',
      'loan',
      '--callback',
      'credit-check',
      '--every',
      'auto',
    );
    assert.equal(exitCode, 2);
    assert.match(err, /no heartbeat timeout/);
  });

  /** Lets time go by until the command has ended. */
  async function pushUntilEnd(beating: Promise<Said>): Promise<Said> {
    let said: Said | undefined;
    beating.then((one) => {
      said = one;
    });
    return waitFor('the end', () => {
      clock.push(200);
      return said;
    });
  }

  test('goes on as long as a process does, and says how it ended', async () => {
    const where = await waiting();
    const child = spawn('sleep', ['600']);
    const io = memoryIo();
    const words = ['heartbeat', ...where, '--every', '1s', '--while-pid', `${child.pid}`, '-o', 'jsonl'];
    const beating = there.durcb(words, { io });
    await waitFor('a beat', () => io.out.text.includes('\n') || undefined);
    child.kill();
    await once(child, 'exit');
    const { exitCode, out, err } = await pushUntilEnd(beating);
    assert.equal(exitCode, 0, err);
    assert.match(err, new RegExp(`process ${child.pid} is not running any more; \\d+ heartbeats? w.* sent`));
    assert.match(err, /the callback lives until/);
    assert.equal(JSON.parse(out.split('\n')[0] ?? '').Derived.Beat, 1);
  });

  test('goes on as long as a file is there, for the ids in another', async () => {
    const all = [await waiting(), await waiting()];
    const ids = await Promise.all(all.map(async (where) => (await beat(...where, '-o', 'id')).out));
    const directory = await mkdtemp(join(tmpdir(), 'durcb-beats-'));
    const [file, from] = [join(directory, 'working'), join(directory, 'ids')];
    await writeFile(file, '');
    await writeFile(from, `\n${ids.join('\n')}`);
    const io = memoryIo();
    const words = ['heartbeat', '--from', from, '--every', '1s', '--while-file', file, '-o', 'id'];
    const beating = there.durcb(words, { io });
    await waitFor('beats', () => ids.every((id) => io.out.text.includes(id)) || undefined);
    await rm(directory, { recursive: true });
    const { exitCode, err } = await pushUntilEnd(beating);
    assert.equal(exitCode, 0, err);
    assert.match(
      err,
      /working is not there any more; \d+ heartbeats were sent; the first of 2 callbacks lives/,
    );
  });

  test('beats at once and then on, keeps the callback alive beyond its timeout, and stops when told', async () => {
    const where = await waiting();
    const [{ CallbackId }] = await there.json('pending', where[0] ?? '', where[1] ?? '');
    const stopping = new AbortController();
    const context = { clock, io: memoryIo(), signal: stopping.signal };
    const plan = {
      title: 'it',
      interval: 2 * second,
      timeout: 3 * second,
      deadline: undefined,
      until: undefined,
    };
    const beats = heartbeatLoop(context, there.lambda, { CallbackId, scope: {} }, plan);
    await beats.next();
    for (let count = 2; count < 5; count++) {
      const next = beats.next();
      clock.push(2 * second);
      assert.equal((await next).done, false);
    }
    assert.equal((await there.json('pending', where[0] ?? '', where[1] ?? '')).length, 1);
    const last = beats.next();
    stopping.abort(new Error('enough'));
    await assert.rejects(last, /enough/);
  });
});

test('a heartbeat is tried again until somebody has logged in again, but not the first', async (t) => {
  const clock = pushableClock();
  const statuses = [200, 403, 200, 403];
  const server = createHttpServer((_request, response) => {
    const status = statuses.shift() ?? 500;
    response.writeHead(status, status === 403 ? { 'x-amzn-errortype': 'ExpiredTokenException' } : {});
    response.end('{"message":"the token has expired"}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : '';
  const io = memoryIo();
  const lambda = connect({ endpoint: `http://127.0.0.1:${port}`, environment: {} });
  t.after(() => {
    lambda.close();
    server.close().closeAllConnections();
  });
  const { signal } = new AbortController();
  const plan = {
    title: 'it',
    interval: 20 * second,
    timeout: 60 * second,
    deadline: undefined,
    until: undefined,
  };
  const loop = () => heartbeatLoop({ clock, io, signal }, lambda, { CallbackId: 'x', scope: {} }, plan);
  const beats = loop();
  await beats.next();
  const next = beats.next();
  clock.push(20 * second);
  await waitFor('the note', () => /the token has expired; get new ones/.test(io.err.text) || undefined);
  clock.push(second);
  assert.equal((await next).value?.Derived.Beat, 2);
  await assert.rejects(loop().next(), { code: 'no-credentials' });
});

test('a heartbeat is tried again while the service is away', async () => {
  const clock = pushableClock();
  const directory = await mkdtemp(join(tmpdir(), 'durcb-beats-'));
  const state = { kind: 'directory', directory } as const;
  const first = await emulated([functionName], clock, { state });
  await first.started(functionName, 'patient', { data: 'x' }, `callback:${callback}`);
  const [{ CallbackId }] = await first.json('pending');

  const io = memoryIo();
  const lambda = connect({ endpoint: first.url, environment: {} });
  const { signal } = new AbortController();
  const plan = {
    title: 'it',
    interval: 20 * second,
    timeout: 60 * second,
    deadline: undefined,
    until: undefined,
  };
  const beats = heartbeatLoop({ clock, io, signal }, lambda, { CallbackId, scope: {} }, plan);
  await beats.next();
  await first.close();
  const next = beats.next();
  clock.push(20 * second);
  await waitFor('the note', () => io.err.text.includes('did not get through') || undefined);

  const again = await emulated([functionName], clock, { state, port: Number(new URL(first.url).port) });
  clock.push(second);
  const { value } = await next;
  assert.equal(value?.CallbackId, CallbackId);
  assert.match(io.err.text, /nothing listens at .*it expires in/);

  lambda.close();
  await again.close();
  await rm(directory, { recursive: true });
});
