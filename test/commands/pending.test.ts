import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { callbacksInHistories, pendingCallbacks } from '../../src/lambda/callbacks.ts';
import { collect } from '../lambda/collect.ts';
import { pushableClock } from '../pushable-clock.ts';
import { type Emulated, emulated } from './emulated.ts';

const clock = pushableClock();
const minute = 60_000;
let there: Emulated;
let desk: string;

// One execution with two callbacks, one with one, and two minutes later two others with one each.
before(async () => {
  there = await emulated(['two-callbacks', 'human-approval', 'submitter-retry', 'failing'], clock);
  desk = await mkdtemp(join(tmpdir(), 'durcb-desk-'));
  await there.started('two-callbacks', 'loan-1', { customerId: 'c' }, 'callback:fraud-check');
  await there.started('human-approval', 'order-1', { orderId: '1' }, 'callback:order-approval');
  await there.started('failing', 'fails', {}, 'end');
  clock.push(2 * minute);
  await there.started('human-approval', 'order-2', { orderId: '2' }, 'callback:order-approval');
  await there.started('submitter-retry', 'claim-1', { claimId: '1', desk }, 'callback:claim-review');
});
after(async () => {
  await there.close();
  await rm(desk, { recursive: true });
});

type Shown = { DurableExecutionName: string; Derived: { Name: string } };

async function shown(...options: string[]): Promise<string[]> {
  const rows: Shown[] = await there.json('pending', ...options);
  return rows.map(({ DurableExecutionName, Derived }) => `${DurableExecutionName} ${Derived.Name}`);
}

describe('pending', () => {
  test('lists all callbacks, those of the oldest execution first', async () => {
    assert.deepEqual(await shown(), [
      'loan-1 credit-check',
      'loan-1 fraud-check',
      'order-1 order-approval',
      'order-2 order-approval',
      'claim-1 claim-review',
    ]);
  });

  const filters: readonly [string[], string[]][] = [
    [
      ['--function', 'two-callbacks'],
      ['loan-1 credit-check', 'loan-1 fraud-check'],
    ],
    [
      ['--function', 'human-*'],
      ['order-1 order-approval', 'order-2 order-approval'],
    ],
    [['--function', 'human-approval:$LATEST', '--limit', '1'], ['order-1 order-approval']],
    [
      ['--function', 'arn:aws:lambda:us-east-1:123456789012:function:two-callbacks', '--name', 'fraud*'],
      ['loan-1 fraud-check'],
    ],
    [['--execution', 'order-2'], ['order-2 order-approval']],
    [['--execution', '@last'], ['claim-1 claim-review']],
    [['--execution', 'fails'], []],
    [
      ['--name', 'c*'],
      ['loan-1 credit-check', 'claim-1 claim-review'],
    ],
    [['--older-than', '2m', '--function', 'human-approval'], ['order-1 order-approval']],
    [['--expiring-within', '2m'], ['loan-1 fraud-check']],
    [['--expiring-within', '2m', '--name', 'order*'], []],
    [
      ['--expiring-within', '12h', '--name', 'order*'],
      ['order-1 order-approval', 'order-2 order-approval'],
    ],
    [['--expiring-within', '11h', '--name', 'order*'], []],
    [['--where', "input.orderId=='2'"], ['order-2 order-approval']],
    [
      ['--where', "input.customerId=='c' || FunctionName=='submitter-retry'"],
      ['loan-1 credit-check', 'loan-1 fraud-check', 'claim-1 claim-review'],
    ],
    [['--where', "input.customerId=='c'", '--name', 'f*', '--limit', '1'], ['loan-1 fraud-check']],
    [['--where', 'Derived.AgeSeconds > `60` && input.orderId'], ['order-1 order-approval']],
    [['--where', 'input.nothing'], []],
  ];
  for (const [options, expected] of filters)
    test(`${options.join(' ')}`, async () => assert.deepEqual(await shown(...options), expected));

  test('a row has what the API says of a callback, and age and deadline as computed', async () => {
    const [row] = await there.json('pending', '--execution', 'order-2');
    const { Derived, ...own } = row;
    assert.match(own.CallbackId, /^[A-Za-z0-9+/]+={0,2}$/);
    assert.match(own.StartTimestamp, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.equal(own.FunctionArn, 'arn:aws:lambda:us-east-1:123456789012:function:human-approval:$LATEST');
    assert.deepEqual(
      [own.Name, own.Version, own.Timeout, own.HeartbeatTimeout],
      ['order-approval', '$LATEST', 172_800, 43_200],
    );
    assert.equal(Date.parse(Derived.Deadline) - Date.parse(own.StartTimestamp), 172_800_000);
    assert.equal(Math.round(Derived.AgeSeconds + Derived.ExpiresInSeconds), 172_800);
  });

  test('ids can be fed to another command', async () => {
    const { out } = await there.durcb(['pending', '--function', 'human-approval', '-o', 'id']);
    const beaten = await there.durcb(['heartbeat', '-', '-o', 'id'], { stdin: out });
    assert.equal(beaten.exitCode, 0);
    assert.deepEqual(beaten.out.trim().split('\n').sort(), out.trim().split('\n').sort());
  });

  test('--fail-if-any tells by its exit code', async () => {
    assert.equal((await there.durcb(['pending', '--fail-if-any'])).exitCode, 12);
    assert.equal((await there.durcb(['pending', '--fail-if-any', '--name', 'none'])).exitCode, 0);
  });

  test('nothing is an empty list, and a note where a person looks', async () => {
    assert.equal((await there.durcb(['pending', '--name', 'none', '-o', 'json'])).out.trim(), '[]');
    assert.match(
      (await there.durcb(['pending', '--name', 'none'], { terminal: true })).err,
      /no waiting callback matches/,
    );
  });

  test('--limit says when there are more', async () => {
    assert.match((await there.durcb(['pending', '--limit', '1'])).err, /there are more/);
    assert.equal((await there.durcb(['pending', '--limit', '5'])).err, '');
  });

  test('--where that is no JMESPath is refused before anything is asked', async () => {
    const said = await there.durcb(['pending', '--where', 'input.[', '--endpoint-url', 'http://127.0.0.1:1']);
    assert.equal(said.exitCode, 2);
    assert.match(said.err, /--where: .*jmespath/s);
    const quoted = await there.durcb(['pending', '--where', 'input.orderId == "7"']);
    assert.equal(quoted.exitCode, 2);
    assert.match(quoted.err, /text is in single quotes: '7'/);
  });

  test('what does not exist is not found', async () => {
    assert.equal((await there.durcb(['pending', '--function', 'nobody'])).exitCode, 8);
    assert.equal((await there.durcb(['pending', '--execution', 'nobody'])).exitCode, 8);
  });
});

test('the index of the emulator and the histories, which is all that AWS has, give the same rows', async () => {
  const scopes = [
    {},
    { functionName: 'two-callbacks' },
    { functionName: 'h*' },
    { functionName: 'human-approval:$LATEST' },
  ];
  for (const scope of scopes) {
    const indexed = await collect(pendingCallbacks(there.lambda, scope));
    const read = await collect(callbacksInHistories(there.lambda, scope));
    assert.equal(JSON.stringify(indexed, null, 1), JSON.stringify(read, null, 1));
    assert.notEqual(read.length, 0);
  }
});
