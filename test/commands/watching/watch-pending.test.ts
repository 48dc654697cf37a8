import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { gatedProxy } from '../../gated-proxy.ts';
import { type PushableClock, pushableClock } from '../../pushable-clock.ts';
import { waitFor } from '../../wait-for.ts';
import { type Emulated, emulated } from '../emulated.ts';
import { watching } from '../watching.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
let clock: PushableClock;
let there: Emulated;

before(async () => {
  clock = pushableClock();
  there = await emulated(['callback-with-timeouts', 'two-callbacks'], clock);
});
after(() => there.close());
// Each begins where nobody waits.
afterEach(async () => {
  clock.push(day);
  await waitFor('nobody', async () => ((await there.json('pending')).length === 0 ? true : undefined));
});

const quiet = ['-o', 'none'];

const opened = (name: string, input: object = {}) =>
  there.started('callback-with-timeouts', name, { data: 'x', ...input }, 'callback:example-callback');

const answered = (execution: string, ...words: string[]) =>
  there.durcb([...words, '--execution', execution, '--callback', 'example-callback', ...quiet]);

const success = ['send-success', '--result-text', 'yes'];

describe('pending --watch', () => {
  test('tells what is open, what opens, and how each came to its end', async (t) => {
    await opened('there');
    const watch = watching(t, there);
    assert.deepEqual(await watch.told(1), ['opened there example-callback']);
    await opened('failed');
    await answered('there', ...success);
    await watch.told(3);
    await answered('failed', 'send-failure', '--error-type', 'No');
    await watch.told(4);
    const arn = await opened('stopped');
    await watch.told(5);
    await there.durcb(['stop', arn, ...quiet]);
    assert.deepEqual((await watch.told(6)).slice(1).sort(), [
      'closed failed example-callback (answered with failure)',
      'closed stopped example-callback (execution stopped)',
      'closed there example-callback (answered with success)',
      'opened failed example-callback',
      'opened stopped example-callback',
    ]);
    const { exitCode, err } = await watch.stop();
    assert.equal(exitCode, 130);
    assert.match(err, /"interrupted; seen: 3 opened, 3 closed, 0 expiring"/);
  });

  test('tells which of two timeouts it was, and of each that it comes', async (t) => {
    await opened('slow', { timeoutSeconds: 600, heartbeatSeconds: 500 });
    await opened('dead', { timeoutSeconds: 600, heartbeatSeconds: 60 });
    const watch = watching(t, there);
    await watch.told(2);
    clock.push(1.5 * minute);
    assert.equal(
      (await watch.told(3)).at(-1),
      'closed dead example-callback (timed out for want of a heartbeat)',
    );
    await answered('slow', 'heartbeat');
    clock.push(7.45 * minute);
    await answered('slow', 'heartbeat');
    clock.push(0.2 * minute);
    assert.equal((await watch.told(4)).at(-1), 'expiring slow example-callback');
    clock.push(minute);
    assert.equal((await watch.told(5)).at(-1), 'closed slow example-callback (timed out)');
  });

  test('tells with --expiring-within at another time', async (t) => {
    await opened('patient', { timeoutSeconds: 3600, heartbeatSeconds: 3600 });
    const watch = watching(t, there, ['--expiring-within', '30m']);
    await watch.told(1);
    clock.push(29.9 * minute);
    await opened('between', { heartbeatSeconds: 100 });
    assert.deepEqual((await watch.told(3)).slice(1), [
      'opened between example-callback',
      'expiring between example-callback',
    ]);
    clock.push(minute);
    assert.equal((await watch.told(4)).at(-1), 'expiring patient example-callback');
  });

  test('filters by name, age and input', async (t) => {
    const named = watching(t, there, ['--name', 'credit*']);
    const picked = watching(t, there, ['--where', "input.customerId=='c-1' && Derived.Name=='fraud-check'"]);
    const old = watching(t, there, ['--older-than', '2m', '--function', 'two-callbacks', '-o', 'id']);
    for (const number of [1, 2])
      await there.started(
        'two-callbacks',
        `loan-${number}`,
        { customerId: `c-${number}` },
        'callback:fraud-check',
      );
    assert.deepEqual(await named.told(2), ['opened loan-1 credit-check', 'opened loan-2 credit-check']);
    assert.deepEqual(await picked.told(1), ['opened loan-1 fraud-check']);
    await opened('elsewhere');
    assert.equal(old.io.out.text, '');
    clock.push(2 * minute);
    await waitFor('four ids', () => (old.io.out.text.split('\n').length === 5 ? true : undefined));
  });

  test('ends with the execution that alone is watched', async (t) => {
    const arn = await opened('alone');
    const watch = watching(t, there, ['--execution', arn]);
    await watch.told(1);
    await answered('alone', ...success);
    assert.equal((await watch.said).exitCode, 0);
    assert.equal((await watch.told(2)).at(-1), 'closed alone example-callback (answered with success)');
  });

  test('an execution that is not there is an error', async (t) => {
    const arn = await opened('real');
    const watch = watching(t, there, [
      '--execution',
      arn.replace(/[^/]+$/, '00000000-0000-4000-8000-000000000000'),
    ]);
    const { exitCode, err } = await watch.said;
    assert.equal(exitCode, 8, err);
  });

  test('an endpoint where nobody ever answered is an error', async (t) => {
    const network = await gatedProxy(there.url);
    network.close();
    const watch = watching(t, there, [], { environment: { DURCB_ENDPOINT_URL: network.url } });
    assert.equal((await watch.said).exitCode, 1);
  });
});

describe('pending --watch --exit-when-any', () => {
  test('waits for the first that the filters let through', async (t) => {
    const watch = watching(t, there, ['--exit-when-any', '--name', 'fraud*', '-o', 'id']);
    await opened('another');
    await there.started('two-callbacks', 'loan', { customerId: 'c' }, 'callback:fraud-check');
    const { exitCode, out } = await watch.said;
    assert.equal(exitCode, 0);
    const [{ CallbackId }] = await there.json('pending', '--name', 'fraud*');
    assert.equal(out, `${CallbackId}\n`);
  });

  test('may wait for one that is about to expire, and tell by its exit code', async (t) => {
    await opened('slow', { timeoutSeconds: 600, heartbeatSeconds: 599 });
    const watch = watching(t, there, ['--exit-when-any', '--fail-if-any', '--expiring-within', '2m']);
    await waitFor('the watch', () => {
      clock.push(minute);
      return watch.io.out.text || undefined;
    });
    assert.deepEqual(await watch.told(1), ['expiring slow example-callback']);
    assert.equal((await watch.said).exitCode, 12);
  });

  test('says when that can never happen', async (t) => {
    const arn = await opened('ends');
    const watch = watching(t, there, ['--execution', arn, '--exit-when-any', '--name', 'none']);
    await there.durcb(['stop', arn, ...quiet]);
    const { exitCode, err } = await watch.said;
    assert.equal(exitCode, 1);
    assert.match(err, /the execution has ended, and no callback matched/);
  });

  test('gives up after --timeout', async (t) => {
    const watch = watching(t, there, ['--exit-when-any', '--timeout', '8h']);
    await waitFor('the end', () => {
      clock.push(60 * minute);
      return watch.io.err.text || undefined;
    });
    const { exitCode, err } = await watch.said;
    assert.equal(exitCode, 124);
    assert.match(err, /no callback matched within 8h; seen: 0 opened/);
  });
});

const mistakes: readonly [string[], RegExp][] = [
  [['--exec', 'true'], /--exec needs --watch/],
  [['--exit-when-any'], /--exit-when-any needs --watch/],
  [['--timeout', '1m'], /--timeout needs --watch/],
  [['--watch', '--limit', '1'], /--limit is for a list/],
];
for (const [words, message] of mistakes)
  test(`pending ${words.join(' ')} is a mistake`, async () => {
    const { exitCode, err } = await there.durcb(['pending', ...words]);
    assert.equal(exitCode, 2);
    assert.match(err, message);
  });
