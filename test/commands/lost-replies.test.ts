import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import { memoryIo } from '../../src/cli/io.ts';
import { sendAnswer } from '../../src/commands/answering/send-answer.ts';
import { connect } from '../../src/lambda/client.ts';
import { lossyProxy } from '../lossy-proxy.ts';
import { type Emulated, emulated } from './emulated.ts';

const functionName = 'callback-with-timeouts';
const name = 'example-callback';
let there: Emulated;

before(async () => {
  there = await emulated([functionName]);
});
after(() => there.close());

/** Runs a command line through a proxy that loses the first reply to a POST of that path. */
async function losing(t: TestContext, path: RegExp, words: readonly string[]) {
  let asked = 0;
  const proxy = await lossyProxy(
    there.url,
    ({ method, url = '' }) => method === 'POST' && path.test(url) && ++asked === 1,
  );
  t.after(() => proxy.close());
  const said = await there.durcb(words, { environment: { DURCB_ENDPOINT_URL: proxy.url } });
  assert.equal(asked, 2);
  return said;
}

describe('an answer whose reply is lost', () => {
  const answers: readonly [string, string[]][] = [
    ['result', ['send-success', '--result-text', '{"ok":true}']],
    ['marked', ['send-success', '--result-text', '\ufeffa text behind a byte order mark']],
    ['nothing', ['send-success', '--no-result']],
    ['failure', ['send-failure', '--error-type', 'No', '--error-data', '{"code":1}']],
    ['waited', ['send-success', '--result-text', 'x', '--wait']],
  ];
  for (const [title, [command = '', ...options]] of answers)
    test(`has been taken: ${title}`, async (t) => {
      await there.started(functionName, title, { data: 'x' }, `callback:${name}`);
      const where = ['--execution', title, '--callback', name];
      const words = [command, ...where, ...options, '-o', 'json'];
      const { exitCode, out, err } = await losing(t, /callbacks/, words);
      assert.equal(exitCode, 0, err);
      assert.equal(JSON.parse(out).Derived.Sent, true);
      assert.match(err, /taken this answer at an earlier attempt/);
    });

  test('is not taken for the answer of somebody else, nor the other way round', async (t) => {
    await there.started(functionName, 'other', { data: 'x' }, `callback:${name}`);
    const where = ['--execution', 'other', '--callback', name];
    await there.durcb(['send-success', ...where, '--result-text', 'theirs']);
    const { exitCode, err } = await losing(t, /callbacks/, [
      'send-success',
      ...where,
      '--result-text',
      'ours',
    ]);
    assert.equal(exitCode, 6);
    assert.match(err, /answered with success at .*the function saw nothing of this/);
  });

  test('is not said to be lost where nobody can tell whose it is', async (t) => {
    const DurableExecutionArn = await there.started(functionName, 'unsure', { data: 'x' }, 'suspended');
    const [{ CallbackId }] = await there.json('pending', '--execution', DurableExecutionArn);
    let asked = 0;
    const proxy = await lossyProxy(there.url, () => ++asked === 1);
    const lambda = connect({ endpoint: proxy.url, environment: {} });
    t.after(() => {
      lambda.close();
      proxy.close();
    });
    const io = memoryIo();
    const { signal } = new AbortController();
    const aws = { ...lambda, endpoint: undefined };
    const answer = {
      kind: 'success',
      description: {},
      send: () => lambda.sendSuccess({ CallbackId }),
      isIn: () => false,
    } as const;
    await assert.rejects(sendAnswer({ io, signal }, aws, { CallbackId, scope: {} }, answer, false), {
      code: 'callback-closed',
      attempts: 2,
      hint: /an earlier attempt may have closed it/,
    });
    const fate = await sendAnswer({ io, signal }, aws, { CallbackId, scope: {} }, answer, true);
    assert.equal(fate.Sent, false);
  });
});

test('a start whose reply is lost starts once, with a name or without', async (t) => {
  for (const options of [[], ['--name', 'named']]) {
    const before = await there.json('executions', functionName);
    const words = ['start', functionName, ...options, '--input-text', '{"data":"x"}', '-o', 'id'];
    const { exitCode, out } = await losing(t, /invocations/, words);
    assert.equal(exitCode, 0);
    const after = await there.json('executions', functionName);
    assert.equal(after.length, before.length + 1);
    assert.equal(after[0].DurableExecutionArn, out.trim());
  }
});
