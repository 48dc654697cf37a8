import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { callbacksInHistories, pendingCallbacks } from '../../src/lambda/callbacks.ts';
import { connect, type Lambda } from '../../src/lambda/client.ts';
import { nothingRead } from '../../src/lambda/read-counts.ts';
import { everyThird } from '../aws-like-proxy.ts';
import { accountRows } from './account-rows.ts';
import { collect } from './collect.ts';
import { largeAccount } from './large-account.ts';

const functions = 18;
const executions = 60;

const count = ({ calls }: Awaited<ReturnType<typeof accountRows>>) =>
  Object.values(calls).reduce((sum, calls) => sum + calls, 0);

describe('pending over many functions', () => {
  test('asks for every list and every running history once where a list is one of all versions', async (t) => {
    const { url } = await largeAccount(t, { functions, executions });
    const indexed = await accountRows(url, {});
    const read = await accountRows(url, {}, {});
    assert.equal(indexed.count, 48);
    assert.equal(read.rows, indexed.rows);
    assert.equal(indexed.traffic.calls, 0);
    assert.deepEqual(read.calls, {
      own: 1,
      'list functions': 1,
      'list executions': functions,
      'get history': executions * 0.8,
    });
    assert.equal(read.traffic.calls, count(read) - 1);
    assert.ok(read.mostAtOnce <= 16, `${read.mostAtOnce} calls at once`);
  });

  test('asks for every version where a list is one of $LATEST, with the same rows', async (t) => {
    const { url } = await largeAccount(t, { functions, executions });
    const indexed = await accountRows(url, {});
    const read = await accountRows(url, {}, { reading: '$LATEST only' });
    assert.equal(read.rows, indexed.rows);
    assert.deepEqual(read.calls, {
      own: 1,
      // All functions, then all versions of them, in pages of a hundred.
      'list functions': 1 + Math.ceil((functions * 3) / 100),
      'list executions': functions * 3,
      'get history': executions * 0.8,
    });
  });

  for (const reading of ['all versions', '$LATEST only'] as const)
    test(`has the same rows where a third is throttled and no qualifier means ${reading}`, async (t) => {
      const { url } = await largeAccount(t, { functions: 8, executions: 30 });
      const indexed = await accountRows(url, {});
      const read = await accountRows(url, {}, { reading, isThrottled: everyThird(7) });
      assert.equal(read.rows, indexed.rows);
      assert.ok(read.throttled > 5);
      assert.equal(read.traffic.throttled, read.throttled);
      assert.equal(read.traffic.calls, count(read) - 1);
    });
});

describe('a version and an alias', () => {
  for (const reading of ['all versions', '$LATEST only'] as const)
    test(`are kept to where no qualifier means ${reading}`, async (t) => {
      const { url } = await largeAccount(t, { functions: 2, executions: 30 });
      const all = await accountRows(url, { functionName: 'order-0' }, { reading });
      assert.equal(all.rows, (await accountRows(url, { functionName: 'order-0' })).rows);
      const live = await accountRows(url, { functionName: 'order-0:live' }, { reading });
      const first = await accountRows(url, { functionName: 'order-0:1' });
      assert.equal(live.rows, first.rows);
      assert.ok(first.count > 0 && first.count < all.count);
      assert.equal(live.calls['list executions'], 1);
    });
});

test('an execution that is forgotten between the list and its history is passed over', async (t) => {
  const { url } = await largeAccount(t, { functions: 2, executions: 10 });
  const lambda = connect({ endpoint: url, environment: {} });
  t.after(lambda.close);
  const withGone: Lambda = {
    ...lambda,
    async listDurableExecutionsByFunction(input, signal) {
      const { DurableExecutions: found = [] } = await lambda.listDurableExecutionsByFunction(input, signal);
      const gone = found.map((one) => ({ ...one, DurableExecutionArn: `${one.DurableExecutionArn}-gone` }));
      return { DurableExecutions: found.flatMap((one, index) => [one, gone[index] ?? one]) };
    },
  };
  const counts = nothingRead();
  const rows = await collect(callbacksInHistories(withGone, {}, undefined, counts));
  assert.equal(JSON.stringify(rows), JSON.stringify(await collect(pendingCallbacks(lambda, {}))));
  assert.deepEqual(counts, { functions: 2, ofFunctions: 2, versions: 0, ofVersions: 0, executions: 16 });
  const DurableExecutionArn = `${rows[0]?.DurableExecutionArn}-gone`;
  await assert.rejects(collect(callbacksInHistories(lambda, { DurableExecutionArn })), { exitCode: 8 });
});

test('who has seen enough breaks off what is under way', async (t) => {
  const { url } = await largeAccount(t, { functions: 2, executions: 60 });
  const lambda = connect({ endpoint: url, environment: {} });
  t.after(lambda.close);
  const signals: (AbortSignal | undefined)[] = [];
  const watched: Lambda = {
    ...lambda,
    getDurableExecutionHistory(input, signal) {
      signals.push(signal);
      return lambda.getDurableExecutionHistory(input, signal);
    },
  };
  for await (const _first of callbacksInHistories(watched, {})) break;
  assert.ok(signals.length < 48, `${signals.length} histories`);
  assert.ok(signals.every((signal) => signal?.aborted));
});

describe('functions by tag', () => {
  const scopes = [
    { tags: [{ key: 'team', value: 'pay' }] },
    { functionName: 'order-*', tags: [{ key: 'team', value: 'pay' }] },
    { functionName: 'order-6', tags: [{ key: 'team' }] },
    { functionName: 'order-*', tags: [{ key: 'team' }, { key: 'index', value: '6' }] },
  ];
  test('are the same out of the index and out of histories', async (t) => {
    const { url } = await largeAccount(t, { functions, executions });
    for (const scope of scopes) {
      const indexed = await accountRows(url, scope);
      const read = await accountRows(url, scope, {});
      assert.equal(read.rows, indexed.rows);
      assert.ok(read.count > 0);
    }
    const narrowed = await accountRows(url, scopes[1] ?? {}, {});
    // Every second function is an order, and every third of all is of the team.
    assert.equal(narrowed.calls['list tags'], functions / 2);
    assert.equal(narrowed.calls['list executions'], Math.ceil(functions / 6));
  });

  test('and none that has them is not found, in either way', async (t) => {
    const { url } = await largeAccount(t, { functions: 4, executions: 4 });
    const wrong: readonly [object, RegExp][] = [
      [{ functionName: 'cart-*' }, /^no durable function matches cart-\*$/],
      [{ tags: [{ key: 'team', value: 'none' }] }, /^no durable function has the tag team=none$/],
      [
        { functionName: 'order-*', tags: [{ key: 'x' }] },
        /^no durable function that matches order-\* has the tag x$/,
      ],
      [{ functionName: 'order-0', tags: [{ key: 'x' }] }, /^order-0 does not have the tag x$/],
      [{ functionName: 'order-0:7' }, /order-0:7/],
      [{ functionName: 'order-0:old' }, /order-0:old/],
      [{ functionName: 'ordr-0' }, /ordr-0/],
    ];
    for (const [scope, message] of wrong)
      for (const like of [undefined, {}])
        await assert.rejects(accountRows(url, scope, like), { message, exitCode: 8 });
    await assert.rejects(accountRows(url, { functionName: 'ordr-0' }, {}), { hint: 'did you mean order-0?' });
  });
});
