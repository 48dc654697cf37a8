import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pushableClock } from '../pushable-clock.ts';
import { type Emulated, emulated } from './emulated.ts';

const clock = pushableClock();
const minute = 60_000;
let there: Emulated;

const loan = (name: string) => there.started('two-callbacks', name, { customerId: 'c' }, 'suspended');

const answer = (execution: string, callback: string, ...words: string[]) =>
  there.durcb(['send-success', '--execution', execution, '--callback', callback, ...words]);

// One of each end: answered both ways, too late, without a heartbeat, lost with its execution, and open.
before(async () => {
  there = await emulated(['two-callbacks', 'callback-with-timeouts', 'order'], clock);
  await loan('old');
  await there.durcb(['stop', 'old']);
  clock.push(30 * minute);
  await there.started('callback-with-timeouts', 'silent', { data: 'x' }, 'suspended');
  clock.push(minute);
  await there.durcb(['wait', 'silent']);
  await loan('quick');
  await loan('slow');
  await answer('quick', 'credit-check', '--result-text', '{"score":700}');
  clock.push(2 * minute);
  await answer('slow', 'credit-check', '--result-text', '{"score":700}');
  const failure = ['--error-type', 'Fraud', '--error-message', 'no'];
  await there.durcb(['send-failure', '--execution', 'slow', '--callback', 'fraud-check', ...failure]);
  clock.push(minute);
  await there.durcb(['wait', 'quick']);
  await loan('waits');
});
after(() => there.close());

interface Statistics {
  readonly Group: string;
  readonly Derived: Readonly<Record<string, number>> & {
    readonly ResponseSeconds: { readonly P50?: number; readonly P99?: number };
  };
}

const ends = ['Callbacks', 'Succeeded', 'Failed', 'TimedOut', 'HeartbeatTimedOut', 'Open', 'Lost'] as const;

async function counted(...words: string[]): Promise<Record<string, (number | undefined)[]>> {
  const rows: Statistics[] = await there.json('stats', ...words);
  return Object.fromEntries(rows.map(({ Group, Derived }) => [Group, ends.map((end) => Derived[end])]));
}

describe('stats', () => {
  test('counts every end a callback can come to, by its name', async () => {
    assert.deepEqual(await counted(), {
      'credit-check': [4, 2, 0, 0, 0, 1, 1],
      'fraud-check': [4, 0, 1, 1, 0, 1, 1],
      'example-callback': [1, 0, 0, 0, 1, 0, 0],
    });
  });

  const selections: readonly [string[], Record<string, number[]>][] = [
    [
      ['--since', '20m'],
      {
        'credit-check': [3, 2, 0, 0, 0, 1, 0],
        'fraud-check': [3, 0, 1, 1, 0, 1, 0],
        'example-callback': [1, 0, 0, 0, 1, 0, 0],
      },
    ],
    [['two-*', '--until', '20m ago', '--name', 'fraud*'], { 'fraud-check': [1, 0, 0, 0, 0, 0, 1] }],
    [
      ['--by', 'function'],
      { 'two-callbacks': [8, 2, 1, 1, 0, 2, 2], 'callback-with-timeouts': [1, 0, 0, 0, 1, 0, 0] },
    ],
    [
      ['callback-with-timeouts', '--by', 'version'],
      { 'callback-with-timeouts:$LATEST': [1, 0, 0, 0, 1, 0, 0] },
    ],
    [['order'], {}],
  ];
  for (const [words, expected] of selections)
    test(`counts for ${words.join(' ')}`, async () => assert.deepEqual(await counted(...words), expected));

  test('says how long answers took', async () => {
    const [{ Derived }]: [Statistics] = await there.json('stats', '--name', 'credit-check');
    assert.equal(Math.floor((Derived.ResponseSeconds.P50 ?? 0) / 60), 0);
    assert.equal(Math.floor((Derived.ResponseSeconds.P99 ?? 0) / 60), 2);
  });

  test('says what was read, and that it was not everything', async () => {
    const all = await there.durcb(['stats']);
    assert.match(all.err, /read 5 executions started since \S+Z, 1 still running; what is past/);
    const some = await there.durcb(['stats', '--limit', '1']);
    assert.match(some.err, /stopped at --limit 1; there are more\n.*read 1 execution started/);
  });

  test('says until when, and refuses a time that ends before it begins', async () => {
    const early = await there.durcb(['stats', '--until', '20m ago']);
    assert.match(early.err, /started since \S+Z and before \S+Z/);
    const never = await there.durcb(['stats', '--since', '1h', '--until', '2h']);
    assert.equal(never.exitCode, 2);
    assert.match(never.err, /--until is not after --since/);
  });

  test('is a line of tabs in a pipe', async () => {
    const { out } = await there.durcb(['stats', '--name', 'example*']);
    assert.equal(out, 'example-callback\t1\t1\t0\t0\t0\t1\t0\t0\t\t\t\n');
  });

  test('--histogram counts the answers by how long they took', async () => {
    const rows = await there.json('stats', '--histogram', '--name', 'credit-check');
    const last = rows.at(-1).Derived;
    assert.deepEqual([last.Span, last.Answered, last.Share], ['1m to 10m', 1, 0.5]);
    assert.equal(
      rows.reduce((sum: number, row: Statistics) => sum + (row.Derived.Answered ?? 0), 0),
      2,
    );
  });

  test('--histogram draws bars where a person looks, and fits them in', async () => {
    for (const width of [80, 200]) {
      const { out } = await there.durcb(['stats', '--histogram'], { terminal: true, width });
      assert.match(out, /█{10}/);
      assert.ok(
        out.split('\n').every((line) => line.length <= width + 20),
        out,
      );
    }
    assert.doesNotMatch((await there.durcb(['stats', '--histogram'])).out, /█/);
  });

  test('--histogram says so when none was answered, and keeps its numbers on a narrow screen', async () => {
    const looks = { terminal: true, environment: { NO_COLOR: '1' } };
    const none = await there.durcb(['stats', '--histogram', '--name', 'example*'], looks);
    assert.match(none.err, /no callback was answered/);
    const { out } = await there.durcb(['stats', '--histogram'], { ...looks, width: 40 });
    assert.match(out, /\s+1m to 10m +1\b/);
  });

  test('a table has all its columns on a narrow screen', async () => {
    const { out } = await there.durcb(['stats'], { terminal: true, environment: { NO_COLOR: '1' } });
    assert.match(out, /^NAME +ALL +OK +FAILED +EXPIRED +NO BEAT +OPEN +LOST +P50 +P90 +P99\n/);
  });

  test('a table on a very narrow screen still says whose numbers they are', async () => {
    const looks = { terminal: true, width: 40, environment: { NO_COLOR: '1' } };
    assert.match((await there.durcb(['stats'], looks)).out, /^NAME +ALL +OK/);
  });
});
