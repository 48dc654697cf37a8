import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awsLikeProxy, everyThird } from '../aws-like-proxy.ts';
import { pushableClock } from '../pushable-clock.ts';
import { waitFor } from '../wait-for.ts';
import { emulated } from './emulated.ts';
import { watching } from './watching.ts';

test('a watch knows neither more nor less where a third of the calls is throttled', async (t) => {
  const there = await emulated(['callback-with-timeouts'], pushableClock());
  t.after(() => there.close());
  const opened = (name: string) =>
    there.started('callback-with-timeouts', name, { data: 'x' }, 'callback:example-callback');
  const answered = (execution: string) =>
    there.durcb(
      `send-success --execution ${execution} --callback example-callback --result-text yes -o none`.split(
        ' ',
      ),
    );
  const proxy = await awsLikeProxy(there.url, { isThrottled: everyThird(7) });
  t.after(() => proxy.close());
  const environment = { DURCB_ENDPOINT_URL: proxy.url, AWS_MAX_ATTEMPTS: '1' };
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
  const there = await emulated(['callback-with-timeouts'], pushableClock());
  t.after(() => there.close());
  const start = ['start', 'callback-with-timeouts', '--input-text', '{"data":"x"}', '-o', 'none'];
  await Promise.all(Array.from({ length: 11 }, () => there.durcb(start)));
  const environment = { PATH: process.env.PATH ?? '' };
  const watch = watching(t, there, ['--exec', 'sleep 60'], { environment });
  await waitFor(
    'the warning',
    () => /warning: 10 events wait for --exec/.exec(watch.io.err.text) ?? undefined,
  );
  const { err } = await watch.stop();
  assert.match(err, /10 were not handed to --exec/);
});
