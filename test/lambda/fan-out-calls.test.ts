import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exitCodes, Failure } from '../../src/cli/failure.ts';
import { connect } from '../../src/lambda/client.ts';
import { fanOutCalls } from '../../src/lambda/fan-out-calls.ts';
import { systemClock } from '../../src/model/time.ts';
import { awsLikeProxy } from '../aws-like-proxy.ts';
import { ManualClock } from '../manual-clock.ts';

const throttled = new Failure({ code: 'throttled', message: 'Rate exceeded', exitCode: exitCodes.throttled });
const broken = new Failure({ code: 'service-fault', message: 'no' });
const denied = new Failure({ code: 'access-denied', message: 'no', exitCode: exitCodes.accessDenied });

const attempts = { throttled: 4, other: 2 };
const atOnce = { attempts, clock: systemClock, random: () => 0 };

/** Fails in these ways, one after the other, and then answers. */
function failing(...failures: readonly Failure[]) {
  const left = [...failures];
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    call: async (input: string) => {
      asked++;
      const failure = left.shift();
      if (failure) throw failure;
      return input;
    },
  };
}

describe('a call that reads', () => {
  const cases: readonly [string, Failure[], number, Failure | undefined][] = [
    ['is made once when it is answered', [], 1, undefined],
    ['is made again while it is throttled', [throttled, throttled, throttled], 4, undefined],
    ['is given up after so many throttlings', Array(4).fill(throttled), 4, throttled],
    ['is made again after what passes', [broken], 2, undefined],
    ['is given up sooner when something else is wrong', [broken, broken], 2, broken],
    ['is not made again when the service says no', [denied], 1, denied],
  ];
  for (const [title, failures, asked, failure] of cases)
    test(title, async () => {
      const service = failing(...failures);
      const { share, traffic } = fanOutCalls(atOnce);
      const answer = share(service.call)('input');
      if (failure) await assert.rejects(answer, failure);
      else assert.equal(await answer, 'input');
      assert.equal(service.asked, asked);
      const refused = failures.filter((one) => one === throttled).length;
      assert.deepEqual(traffic, { calls: asked, throttled: refused });
    });

  test('waits longer each time, and breaks off when it is told to', async () => {
    const clock = new ManualClock();
    const waits: number[] = [];
    const after = clock.after.bind(clock);
    clock.after = (milliseconds, call) => {
      waits.push(milliseconds);
      return after(waits.length < 4 ? 0 : milliseconds, call);
    };
    const { share } = fanOutCalls({ attempts: { throttled: 15, other: 3 }, clock, random: () => 1 });
    const end = new AbortController();
    const service = failing(...Array(15).fill(throttled));
    const answer = share(service.call)('input', end.signal);
    const broken = assert.rejects(answer, /enough/);
    while (waits.length < 4) await new Promise(setImmediate);
    end.abort(new Error('enough'));
    await broken;
    assert.deepEqual(waits, [50, 100, 200, 400]);
  });
});

describe('many calls', () => {
  test('go sixteen at a time', async () => {
    const { share } = fanOutCalls(atOnce);
    const gate = Promise.withResolvers<void>();
    let underWay = 0;
    const call = share(async () => {
      underWay++;
      await gate.promise;
    });
    const all = Array.from({ length: 40 }, () => call('input'));
    await new Promise(setImmediate);
    assert.equal(underWay, 16);
    gate.resolve();
    await Promise.all(all);
    assert.equal(underWay, 40);
  });

  test('are one at a time in the end where nothing but throttling happens, and more again later', async () => {
    const { share } = fanOutCalls({ ...atOnce, attempts: { throttled: 1, other: 1 } });
    let [underWay, most] = [0, 0];
    let isBusy = true;
    const call = share(async () => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
      if (isBusy) throw throttled;
    });
    const many = (count: number) => Promise.allSettled(Array.from({ length: count }, () => call('input')));
    await many(200);
    most = 0;
    await many(5);
    assert.equal(most, 1);
    isBusy = false;
    await many(500);
    assert.equal(most, 16);
  });

  test('that nobody wants any more leave their turn to others', async () => {
    const { share } = fanOutCalls(atOnce);
    const gate = Promise.withResolvers<void>();
    const call = share(() => gate.promise);
    const first = Array.from({ length: 16 }, () => call('input'));
    const end = new AbortController();
    const waiting = [call('unwanted', end.signal), call('unwanted', end.signal)];
    const wanted = call('wanted');
    const broken = waiting.map((one) => assert.rejects(one, /enough/));
    end.abort(new Error('enough'));
    await Promise.all(broken);
    gate.resolve();
    await Promise.all([...first, wanted]);
  });
});

describe('how often calls are made', () => {
  const reads = async (environment: Record<string, string>) => {
    const proxy = await awsLikeProxy('http://127.0.0.1:9', { isThrottled: () => true });
    const lambda = connect({ endpoint: proxy.url, environment }, quickClock);
    try {
      await assert.rejects(lambda.listFunctions({}), { code: 'throttled', exitCode: 10 });
      return proxy.throttled;
    } finally {
      lambda.close();
      proxy.close();
    }
  };
  // Pauses are counted, not waited for.
  const quickClock = {
    now: systemClock.now,
    after: (_: number, call: () => void) => systemClock.after(0, call),
  };

  test('is enough for a service that throttles, unless the environment says how often', async () => {
    assert.equal(await reads({}), 15);
  });

  test('is what AWS_MAX_ATTEMPTS says', async (t) => {
    process.env.AWS_MAX_ATTEMPTS = '1';
    t.after(() => delete process.env.AWS_MAX_ATTEMPTS);
    assert.equal(await reads({ AWS_MAX_ATTEMPTS: '1' }), 1);
  });
});
