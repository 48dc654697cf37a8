import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Lambda } from '@aws-sdk/client-lambda';
import { type Emulated, emulated } from './emulated.ts';

let there: Emulated;

/** Two functions with an open callback each: one of the team pay and of a stack, the other of the team ship. */
before(async () => {
  there = await emulated(['two-callbacks', 'human-approval']);
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const lambda = new Lambda({ endpoint: there.url, region: 'us-east-1', credentials });
  const arn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
  const stack = { 'aws:cloudformation:stack-name': 'shop' };
  await lambda.tagResource({ Resource: arn('two-callbacks'), Tags: { team: 'pay', ...stack } });
  await lambda.tagResource({ Resource: arn('human-approval'), Tags: { team: 'ship' } });
  lambda.destroy();
  await there.started('two-callbacks', 'loan-1', { customerId: 'c' }, 'callback:fraud-check');
  await there.started('human-approval', 'order-1', { orderId: '1' }, 'callback:order-approval');
});
after(() => there.close());

const names = async (command: string, ...words: string[]): Promise<Set<string>> => {
  const rows: { DurableExecutionName: string }[] = await there.json(command, ...words);
  return new Set(rows.map(({ DurableExecutionName }) => DurableExecutionName));
};

describe('functions are chosen', () => {
  const choices: readonly [string[], string[]][] = [
    [['--tag', 'team=pay'], ['loan-1']],
    [
      ['--tag', 'team'],
      ['loan-1', 'order-1'],
    ],
    [['--tag', 'team', '--stack', 'shop'], ['loan-1']],
    [['--stack', 'shop'], ['loan-1']],
  ];
  for (const [words, expected] of choices)
    test(`by ${words.join(' ')}`, async () => {
      for (const command of ['pending', 'executions'])
        assert.deepEqual(await names(command, ...words), new Set(expected));
      const [group] = await there.json('stats', ...words, '--by', 'function');
      assert.equal(group.Derived.Executions, 1);
    });

  test('by a pattern and a tag together', async () => {
    assert.deepEqual(await names('pending', '--function', 'two-*', '--tag', 'team'), new Set(['loan-1']));
    assert.deepEqual(await names('executions', 'two-*', '--tag', 'team'), new Set(['loan-1']));
  });
});

describe('functions that are not there', () => {
  const choices: readonly [string[], RegExp][] = [
    [['--tag', 'team=none'], /no durable function has the tag team=none/],
    [['--tag', 'team=pay', '--tag', 'team=ship'], /the tag team=pay and team=ship/],
    [['--stack', 'none'], /the tag aws:cloudformation:stack-name=none/],
  ];
  for (const [words, message] of choices)
    test(`are not found by ${words.join(' ')}`, async () => {
      for (const command of ['pending', 'executions', 'stats']) {
        const { exitCode, out, err } = await there.durcb([command, ...words]);
        assert.deepEqual([exitCode, out], [8, '']);
        assert.match(err, message);
      }
    });

  test('nor by a pattern, a version, or a name that is nearly right', async () => {
    const said = (functionName: string) => there.durcb(['pending', '--function', functionName]);
    for (const functionName of ['cart-*', 'two-callbacks:7', 'two-callbacks:live', 'two-callback'])
      assert.equal((await said(functionName)).exitCode, 8, functionName);
    assert.match((await said('two-callback')).err, /did you mean two-callbacks\?/);
  });
});

describe('what is no choice of functions', () => {
  test('is refused before anything is asked', async () => {
    const nobody = ['--endpoint-url', 'http://127.0.0.1:1'];
    for (const words of [
      ['--tag', '=pay'],
      ['--execution', 'loan-1', '--tag', 'team'],
      ['--execution', 'loan-1', '--stack', 'shop'],
    ])
      assert.equal((await there.durcb(['pending', ...words, ...nobody])).exitCode, 2, words.join(' '));
  });
});

test('--verbose says what it took', async () => {
  const executions = await there.durcb(['executions', '--verbose']);
  assert.match(executions.err, /durcb: read 2 functions in \d+ calls/);
  const stats = await there.durcb(['stats', '--verbose']);
  assert.match(stats.err, /durcb: read 2 functions and 2 executions in \d+ calls/);
  const pending = await there.durcb(['pending', '--verbose']);
  assert.match(pending.err, /durcb: made 0 calls/);
});
