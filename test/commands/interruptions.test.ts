import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { after, before, describe, type TestContext, test } from 'node:test';
import { interruptions } from '../../src/cli/interruption.ts';
import { lossyProxy } from '../lossy-proxy.ts';
import { type Emulated, emulated } from './emulated.ts';

const functionName = 'callback-with-timeouts';
const name = 'example-callback';
let there: Emulated;

before(async () => {
  there = await emulated([functionName]);
});
after(() => there.close());

/** Runs a command line that is interrupted at the moment it asks for what is described. */
async function interruptedAt(
  t: TestContext,
  isMoment: (request: IncomingMessage) => boolean,
  words: readonly string[],
) {
  const stopping = new AbortController();
  const proxy = await lossyProxy(there.url, (request) => {
    if (isMoment(request)) stopping.abort(interruptions.SIGINT);
    return false;
  });
  t.after(() => proxy.close());
  const environment = { DURCB_ENDPOINT_URL: proxy.url };
  const said = await there.durcb(words, { environment, signal: stopping.signal });
  assert.equal(said.exitCode, 130);
  return said;
}

/** A question that comes after a deed. */
function afterPost(path: RegExp): (request: IncomingMessage) => boolean {
  let isDone = false;
  return ({ method, url = '' }) => {
    if (method === 'POST' && path.test(url)) isDone = true;
    return isDone && method === 'GET';
  };
}

const nth = (count: number, path: RegExp) => {
  let seen = 0;
  return ({ url = '' }: IncomingMessage) => path.test(url) && ++seen === count;
};

const waiting = (execution: string) =>
  there.started(functionName, execution, { data: 'x', heartbeatSeconds: 30 }, `callback:${name}`);

describe('an interruption says what was done before, and what goes on', () => {
  test('the answer, when it was sent', async (t) => {
    await waiting('sent');
    const words = ['send-success', '--execution', 'sent', '--callback', name, '--no-result', '--wait'];
    const { err } = await interruptedAt(t, afterPost(/callbacks/), words);
    assert.equal(err, 'durcb: interrupted; the answer was sent\n');
  });

  test('that nobody knows of an answer that was on its way', async (t) => {
    await waiting('on-its-way');
    const words = ['send-success', '--execution', 'on-its-way', '--callback', name, '--no-result'];
    const { err } = await interruptedAt(t, nth(1, /\/succeed/), words);
    assert.match(err, /interrupted; it is not known whether the answer was taken/);
  });

  test('nothing of a command that was not begun', async (t) => {
    await waiting('not-begun');
    const words = ['run', '--execution', 'not-begun', '--callback', name, '--', 'sleep', '600'];
    const { err } = await interruptedAt(t, nth(1, /\/heartbeat/), words);
    assert.equal(err, 'durcb: interrupted\n');
  });

  for (const option of ['--wait', '--follow'])
    test(`the execution that start ${option} has started`, async (t) => {
      const words = ['start', functionName, option, '--input-text', '{"data":"x"}'];
      const { err } = await interruptedAt(t, afterPost(/invocations/), words);
      assert.match(err, /interrupted; execution arn:aws:lambda:.* goes on/);
    });

  for (const words of [
    ['wait', 'watched'],
    ['tail', 'watched', '-f'],
    ['result', 'watched', '--wait'],
  ])
    test(`the execution that ${words[0]} has watched`, async (t) => {
      const arn = await waiting(`watched-by-${words[0]}`);
      const [command = '', , ...options] = words;
      const { err } = await interruptedAt(t, nth(2, /\/history/), [command, arn, ...options]);
      assert.equal(err, `durcb: interrupted; execution ${arn} goes on\n`);
    });

  test('the heartbeats, and until when the callback lives', async (t) => {
    await waiting('beating');
    const words = ['heartbeat', '--execution', 'beating', '--callback', name, '--every', '1s', '-o', 'jsonl'];
    const { out, err } = await interruptedAt(t, nth(2, /\/heartbeat/), words);
    const { Derived } = JSON.parse(out);
    assert.equal(Date.parse(Derived.Expires) - Date.parse(Derived.At), 30_000);
    assert.ok(
      err.includes(`interrupted; 1 heartbeat was sent; the callback lives until ${Derived.Expires}`),
      err,
    );
  });
});

test('a connection lost after the start does not hide which execution it was', async (t) => {
  const proxy = await lossyProxy(there.url, afterPost(/invocations/));
  t.after(() => proxy.close());
  const words = ['start', functionName, '--name', 'left', '--input-text', '{"data":"x"}', '--wait'];
  const { exitCode, err } = await there.durcb(words, { environment: { DURCB_ENDPOINT_URL: proxy.url } });
  assert.equal(exitCode, 1);
  assert.match(err, /no answer from .*; execution arn:aws:lambda:.*\/left\/.* was started/);
});
