import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyThird } from '../aws-like-proxy.ts';
import { accountRows } from './account-rows.ts';
import { largeAccount } from './large-account.ts';

const functions = 1_000;
const executions = 10_000;

test('a thousand functions and ten thousand executions have the same rows however they are read', async (t) => {
  const { url } = await largeAccount(t, { functions, executions });
  const told = (what: string, { calls, throttled }: Awaited<ReturnType<typeof accountRows>>) =>
    t.diagnostic(`${what}: ${JSON.stringify(calls)}, ${throttled} throttled`);
  const indexed = await accountRows(url, {});
  assert.equal(indexed.count, executions * 0.8);
  assert.equal(indexed.traffic.calls, 0);
  for (const reading of ['all versions', '$LATEST only'] as const) {
    const read = await accountRows(url, {}, { reading });
    told(reading, read);
    assert.equal(read.rows, indexed.rows);
    assert.equal(read.calls['list executions'], reading === 'all versions' ? functions : functions * 3);
    assert.equal(read.calls['get history'], executions * 0.8);
    assert.ok(read.mostAtOnce <= 16);
    const throttled = await accountRows(url, {}, { reading, isThrottled: everyThird(3) });
    told(`${reading}, a third throttled`, throttled);
    assert.equal(throttled.rows, indexed.rows);
  }
});
