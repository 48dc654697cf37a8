import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FailureExplanation } from '../../../src/commands/output/standing.ts';
import { pushableClock } from '../../pushable-clock.ts';
import { type Emulated, emulated } from '../emulated.ts';

const clock = pushableClock();
let there: Emulated;

before(async () => {
  there = await emulated(['two-callbacks', 'callback-with-timeouts', 'failing'], clock);
});
after(() => there.close());

async function explained(name: string): Promise<Partial<FailureExplanation>> {
  return (await there.json('describe', name)).Derived.Failure;
}

const waiting = (functionName: string, name: string, input: object) =>
  there.started(functionName, name, input, 'suspended');

describe('describe explains', () => {
  test('a callback that nobody answered', async () => {
    await waiting('two-callbacks', 'unanswered', { customerId: 'c' });
    clock.push(3 * 60_000);
    await there.durcb(['wait', 'unanswered']);
    assert.deepEqual(await explained('unanswered'), {
      Path: 'fraud-check',
      Error: 'Callback.Timeout: Callback timed out',
      LikelyCause: 'nobody answered within 3m',
      Next: "durcb stats --by name --name 'fraud-check'",
    });
  });

  test('a callback without a heartbeat', async () => {
    await waiting('callback-with-timeouts', 'silent', { data: 'x' });
    clock.push(60_000);
    await there.durcb(['wait', 'silent']);
    const { LikelyCause } = await explained('silent');
    assert.equal(LikelyCause, 'nobody sent a heartbeat for 1m');
  });

  test('a callback that was answered with a failure', async () => {
    await waiting('two-callbacks', 'refused', { customerId: 'c' });
    const callback = ['--execution', 'refused', '--callback', 'credit-check'];
    await there.durcb([
      'send-failure',
      ...callback,
      '--error-type',
      'Bank',
      '--error-message',
      'closed today',
    ]);
    await there.durcb(['wait', 'refused']);
    const { Path, Error: error, Next } = await explained('refused');
    assert.deepEqual([Path, error], ['credit-check', 'Bank: closed today']);
    assert.equal(Next, 'durcb rerun refused --function two-callbacks');
  });

  test('a handler that throws by itself', async () => {
    await there.started('failing', 'thrown', {}, 'end');
    assert.deepEqual(await explained('thrown'), {
      LikelyCause: 'its handler threw, outside of any operation',
      Next: 'durcb history thrown --function failing --tree',
    });
  });

  test('one that was stopped, and nothing of one that runs', async () => {
    await waiting('two-callbacks', 'halted', { customerId: 'c' });
    assert.equal(await explained('halted'), undefined);
    await there.durcb(['stop', 'halted']);
    assert.equal((await explained('halted')).LikelyCause, 'somebody stopped it');
  });

  test('one whose time ran out, with what it was in', async () => {
    const days = 2 * 86_400;
    await waiting('callback-with-timeouts', 'late', {
      data: 'x',
      timeoutSeconds: days,
      heartbeatSeconds: days,
    });
    clock.push(24 * 3_600_000);
    await there.durcb(['wait', 'late']);
    const { LikelyCause } = await explained('late');
    assert.equal(LikelyCause, 'its ExecutionTimeout of 1d ran out, in example-callback');
  });
});

test('describe counts operations and stored bytes against their limits', async () => {
  await there.started('failing', 'counted', { sku: 'A-1' }, 'end');
  const { Derived } = await there.json('describe', 'counted');
  const { Operations, OperationsLimit, StoredBytes, StoredBytesLimit } = Derived;
  assert.deepEqual([Operations, OperationsLimit, StoredBytesLimit], [1, 3000, 104_857_600]);
  const events = await there.json('history', 'counted', '--payload', 'full');
  const stored = events.flatMap(
    (event: Record<string, { Input?: object; Result?: object; Error?: object }>) => {
      const { Input, Result, Error: error } = event[`${event.EventType}Details`] ?? {};
      return [Input, Result, error].flatMap((held) => payloadIn(held) ?? []);
    },
  );
  assert.equal(StoredBytes, Buffer.byteLength(stored.join('')));
  const { out } = await there.durcb(['describe', 'counted'], {
    terminal: true,
    environment: { NO_COLOR: '1' },
  });
  assert.match(out, /\noperations +1 of 3000\nstored +\d+ of 104857600 bytes\n/);
});

function payloadIn(held: { Payload?: unknown } | undefined): string | undefined {
  if (held?.Payload === undefined) return undefined;
  return typeof held.Payload === 'string' ? held.Payload : JSON.stringify(held.Payload);
}
