import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { awsLikeProxy, everyThird } from '../../aws-like-proxy.ts';
import { gatedProxy } from '../../gated-proxy.ts';
import { hidingProxy } from '../../hiding-proxy.ts';
import { pushableClock } from '../../pushable-clock.ts';
import { waitFor } from '../../wait-for.ts';
import { emulated } from '../emulated.ts';
import { watching } from '../watching.ts';

const minute = 60_000;

async function start(t: TestContext) {
  const clock = pushableClock();
  const there = await emulated(['callback-with-timeouts'], clock);
  t.after(() => there.close());
  return {
    clock,
    there,
    opened: (name: string) =>
      there.started('callback-with-timeouts', name, { data: 'x' }, 'callback:example-callback'),
    answered: (execution: string) =>
      there.durcb(
        `send-success --execution ${execution} --callback example-callback --result-text yes -o none`.split(
          ' ',
        ),
      ),
  };
}

test('a watch knows neither more nor less where a third of the calls is throttled', async (t) => {
  const { there, opened, answered } = await start(t);
  const proxy = await awsLikeProxy(there.url, { isThrottled: everyThird(7) });
  t.after(() => proxy.close());
  const environment = { DURCB_ENDPOINT_URL: proxy.url };
  const names = ['one', 'two', 'three'];
  for (const name of names) await opened(name);
  const watch = watching(t, there, [], { environment });
  await watch.told(3);
  for (const name of names) await answered(name);
  await opened('four');
  assert.deepEqual((await watch.told(7)).toSorted().slice(-4), [
    'opened four example-callback',
    'opened one example-callback',
    'opened three example-callback',
    'opened two example-callback',
  ]);
  const { err } = await watch.stop();
  assert.doesNotMatch(err, /warning/);
});

test('a watch warns when events come faster than --exec takes', async (t) => {
  const { there } = await start(t);
  const words = ['start', 'callback-with-timeouts', '--input-text', '{"data":"x"}', '-o', 'none'];
  await Promise.all(Array.from({ length: 11 }, () => there.durcb(words)));
  const environment = { PATH: process.env.PATH ?? '' };
  const watch = watching(t, there, ['--exec', 'sleep 60'], { environment });
  await waitFor(
    'the warning',
    () => /warning: 10 events wait for --exec/.exec(watch.io.err.text) ?? undefined,
  );
  const { err } = await watch.stop();
  assert.match(err, /10 were not handed to --exec/);
});

test('a watch survives the loss of the network, says so twice, and misses nothing', async (t) => {
  const { clock, there, opened, answered } = await start(t);
  const network = await gatedProxy(there.url);
  t.after(() => network.close());
  await opened('before');
  const watch = watching(t, there, [], {
    environment: { DURCB_ENDPOINT_URL: network.url, AWS_MAX_ATTEMPTS: '1' },
  });
  await watch.told(1);
  network.shut();
  await opened('brief');
  await answered('brief');
  await answered('before');
  await waitFor('the note of its beginning', () => {
    clock.push(6_000);
    return /warning: no answer from .*; the watch goes on/.exec(watch.io.err.text)?.[0];
  });
  network.open();
  assert.deepEqual((await watch.told(4)).toSorted(), [
    'closed before example-callback (answered with success)',
    'closed brief example-callback (answered with success)',
    'opened before example-callback',
    'opened brief example-callback',
  ]);
  const { err } = await watch.stop();
  assert.match(err, /it answers again, after \S+( \S+)?; nothing is missed/);
  assert.equal(err.match(/durcb:/g)?.length, 2);
});

test('a watch asks nothing more once it has seen one', async (t) => {
  const { clock, there, opened, answered } = await start(t);
  const proxy = await hidingProxy(there.url);
  t.after(() => proxy.close());
  await opened('seen');
  const watch = watching(t, there, ['--exit-when-any'], { environment: { DURCB_ENDPOINT_URL: proxy.url } });
  assert.equal((await watch.said).exitCode, 0);
  const count = proxy.asked.length;
  clock.push(minute);
  await answered('seen');
  assert.equal(proxy.asked.length, count);
});
