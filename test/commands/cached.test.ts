import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pushableClock } from '../pushable-clock.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { type Account, account, marker } from './account.ts';
import { emulated } from './emulated.ts';

const histories = (asked: readonly string[]) => asked.filter((one) => one.endsWith('/history'));

function keptFiles({ cache }: Account): string[] {
  const names = readdirSync(cache, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(cache, name)).filter((path) => statSync(path).isFile());
}

async function callbackId({ lambda }: Account, DurableExecutionArn: string): Promise<string> {
  const { Events = [] } = await lambda.getDurableExecutionHistory({
    DurableExecutionArn,
    ReverseOrder: true,
  });
  return (
    Events.find(({ CallbackStartedDetails }) => CallbackStartedDetails)?.CallbackStartedDetails?.CallbackId ??
    ''
  );
}

describe('what was read before', () => {
  test('leaves a tenth of the calls where executions are closed', async (t) => {
    const there = await account(t, 11);
    for (let index = 0; index < 11; index++)
      await Promise.all(Array.from({ length: 12 }, (_, n) => there.started(`f${index}`, `e${n}`, 'end')));
    const first = await there.durcb(['stats', '-o', 'json']);
    assert.equal(histories(first.asked).length, 132);
    const second = await there.durcb(['stats', '-o', 'json']);
    assert.deepEqual(histories(second.asked), []);
    assert.ok(second.asked.length <= first.asked.length / 10, `${second.asked.length}`);
    assert.equal(second.out, first.out);
    for (const [words, environment] of [
      [['stats', '--no-cache'], {}],
      [['stats'], { DURCB_NO_CACHE: '1' }],
    ] as const) {
      const anew = await there.durcb(words, environment);
      assert.equal(histories(anew.asked).length, 132);
    }
  });

  test('leaves one short page of a long history that goes on', async (t) => {
    const there = await account(t, 1);
    const arn = await there.started('f0', 'long', { steps: 600 });
    const first = await there.durcb(['pending', '-o', 'json']);
    assert.equal(histories(first.asked).length, 2);
    const second = await there.durcb(['pending', '-o', 'json']);
    assert.equal(histories(second.asked).length, 1);
    const idsOf = (out: string) => JSON.parse(out).map((row: { CallbackId: string }) => row.CallbackId);
    assert.deepEqual(idsOf(second.out), [await callbackId(there, arn)]);
    assert.deepEqual(idsOf(first.out), idsOf(second.out));
    await there.durcb(['send-success', ...idsOf(second.out), '--result-text', 'yes']);
    const third = await there.durcb(['pending', '-o', 'json']);
    assert.deepEqual(idsOf(third.out), []);
  });

  test('is kept without any payload', async (t) => {
    const there = await account(t, 1);
    const [done, failed] = [
      await there.started('f0', 'done', { steps: 2 }),
      await there.started('f0', 'failed', { steps: 2 }),
    ];
    const secret = `"${marker}"`;
    await there.durcb(['stats']);
    await there.durcb(['send-success', await callbackId(there, done), '--result-text', secret]);
    await there.durcb([
      'send-failure',
      await callbackId(there, failed),
      '--error-type',
      marker,
      '--error-message',
      marker,
    ]);
    await there.durcb(['wait', done]);
    for (const words of [
      ['stats', '--max-age', '1ms'],
      ['history', done, '--payload', 'full'],
      ['history', done, '--tree'],
      ['describe', failed, '--show'],
      ['diff', done, failed],
      ['export', done, '--format', 'json'],
    ])
      assert.match((await there.durcb(words)).out, /./, words.join(' '));
    const texts = keptFiles(there).map((path) => readFileSync(path, 'utf8'));
    assert.ok(texts.some((text) => text.includes('"Name":"wait for approval"')));
    assert.deepEqual(
      texts.filter((text) => text.includes(marker)),
      [],
    );
  });

  test('does no harm when it is damaged, and is read anew', async (t) => {
    const there = await account(t, 1);
    await there.started('f0', 'one', 'end');
    await there.started('f0', 'two', { steps: 1 });
    const { out } = await there.durcb(['stats']);
    for (const text of ['', 'durcb', '\0\0\0', '[]']) {
      for (const path of keptFiles(there)) writeFileSync(path, text);
      const again = await there.durcb(['stats']);
      assert.deepEqual([again.exitCode, again.out, histories(again.asked).length], [0, out, 2]);
    }
  });

  test('is nothing where nothing can be written, which --verbose says', async (t) => {
    const there = await account(t, 1);
    await there.started('f0', 'one', 'end');
    const XDG_CACHE_HOME = join(temporaryDirectory(t), 'file');
    writeFileSync(XDG_CACHE_HOME, '');
    const quiet = await there.durcb(['stats'], { XDG_CACHE_HOME });
    assert.equal(quiet.exitCode, 0);
    assert.doesNotMatch(quiet.err, /kept/);
    const verbose = await there.durcb(['stats', '--verbose'], { XDG_CACHE_HOME });
    assert.match(verbose.err, /^durcb: nothing is kept in .*: ENOTDIR/m);
  });

  test('is not kept of the emulator', async (t) => {
    const there = await emulated(['two-callbacks']);
    t.after(there.close);
    await there.started('two-callbacks', 'one', { customerId: 'c' }, 'suspended');
    const XDG_CACHE_HOME = temporaryDirectory(t);
    const { exitCode } = await there.durcb(['stats'], { environment: { XDG_CACHE_HOME } });
    assert.equal(exitCode, 0);
    assert.ok(!existsSync(join(XDG_CACHE_HOME, 'durcb')));
  });
});

describe('--max-age', () => {
  test('makes no call while what was read is so recent, and says how old it is', async (t) => {
    const clock = pushableClock();
    const there = await account(t, 2, clock);
    await there.started('f0', 'one', { steps: 1 });
    await there.started('f1', 'two', 'end');
    for (const words of [
      ['pending', '--max-age', '5m'],
      ['stats', '--since', '7d', '--max-age', '5m'],
    ]) {
      const first = await there.durcb([...words, '--no-cache']);
      await there.durcb(words);
      clock.push(4 * 60_000);
      const second = await there.durcb(words);
      assert.deepEqual(second.asked, []);
      assert.match(second.err, /as it was up to 4m( \ds)? ago/);
      assert.equal(second.out.split('\n').length, first.out.split('\n').length);
      clock.push(2 * 60_000);
      const third = await there.durcb(words);
      assert.ok(third.asked.length > 0);
      assert.doesNotMatch(third.err, /as it was/);
    }
  });

  test('sees what durcb itself has changed', async (t) => {
    const there = await account(t, 1);
    const arn = await there.started('f0', 'one', { steps: 1 });
    const count = async () =>
      JSON.parse((await there.durcb(['pending', '--max-age', '1h', '-o', 'json'])).out).length;
    assert.deepEqual([await count(), await count()], [1, 1]);
    await there.durcb(['stop', arn]);
    assert.equal(await count(), 0);
    await there.durcb(['start', 'f0', '--input-text', '{"plan":{"steps":1}}', '--name', 'two']);
    await there.durcb(['wait', 'two', '--for', 'suspended']);
    assert.equal(await count(), 1);
    await there.durcb([
      'send-success',
      '--execution',
      'two',
      '--callback',
      'wait for approval',
      '--no-result',
    ]);
    assert.equal(await count(), 0);
  });

  test('takes what was listed since earlier, and not what was listed since later', async (t) => {
    const clock = pushableClock();
    const there = await account(t, 1, clock);
    await there.started('f0', 'old', { steps: 1 });
    clock.push(30 * 60_000);
    await there.started('f0', 'new', { steps: 1 });
    const read = async (since: string) => {
      const { err, asked } = await there.durcb(['stats', '--since', since, '--max-age', '1h']);
      return [Number(/read (\d+)/.exec(err)?.[1]), asked.length > 0];
    };
    assert.deepEqual(await read('10m'), [1, true]);
    assert.deepEqual(await read('20m'), [1, true]);
    assert.deepEqual(await read('50m'), [2, true]);
    assert.deepEqual(await read('10m'), [1, false]);
  });

  test('is refused for a watch', async (t) => {
    const there = await account(t, 1);
    assert.equal((await there.durcb(['pending', '--watch', '--max-age', '1m'])).exitCode, 2);
  });
});
