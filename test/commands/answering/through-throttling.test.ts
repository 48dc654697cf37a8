import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exitCodes, Failure } from '../../../src/cli/failure.ts';
import { interruptions } from '../../../src/cli/interruption.ts';
import { failureAnswer } from '../../../src/commands/answering/failure-answer.ts';
import { throughThrottling } from '../../../src/commands/answering/through-throttling.ts';
import type { Clock } from '../../../src/model/time.ts';

const throttled = new Failure({ code: 'throttled', message: 'slow down', exitCode: exitCodes.throttled });
const answer = failureAnswer({ ErrorType: 'No' });

/** A clock on which every pause is over at once, and is written down. */
function hurriedClock(): Clock & { readonly pauses: number[] } {
  let now = 0;
  const pauses: number[] = [];
  return {
    pauses,
    now: () => now,
    after(milliseconds, call) {
      pauses.push(milliseconds);
      now += milliseconds;
      setImmediate(call);
      return { [Symbol.dispose]: () => {} };
    },
  };
}

const signal = new AbortController().signal;

test('an answer that is throttled is sent again, ever more slowly', async () => {
  const clock = hurriedClock();
  let attempts = 0;
  let told = 0;
  const send = async () => {
    if (++attempts < 4) throw throttled;
    return attempts;
  };
  const fate = await throughThrottling({ clock, signal }, answer, send, () => told++);
  assert.deepEqual([fate, told, clock.pauses], [4, 3, [1000, 2000, 4000]]);
});

test('it is given up after five minutes', async () => {
  const clock = hurriedClock();
  const sending = throughThrottling({ clock, signal }, answer, () => Promise.reject(throttled));
  await assert.rejects(sending, throttled);
  assert.ok(clock.now() > 240_000 && clock.now() <= 300_000, `${clock.now()}`);
  assert.equal(Math.max(...clock.pauses), 30_000);
});

test('it is given up at once when somebody interrupts, and for any other failure', async () => {
  const clock = hurriedClock();
  const interrupted = AbortSignal.abort(interruptions.SIGINT);
  const sending = throughThrottling({ clock, signal: interrupted }, answer, () => Promise.reject(throttled));
  await assert.rejects(sending, throttled);
  const denied = new Failure({ code: 'access-denied', message: 'no' });
  await assert.rejects(
    throughThrottling({ clock, signal }, answer, () => Promise.reject(denied)),
    denied,
  );
  assert.deepEqual(clock.pauses, []);
});
