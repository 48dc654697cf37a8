import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pushableClock } from '../pushable-clock.ts';
import { type Emulated, emulated } from './emulated.ts';

const clock = pushableClock();
let there: Emulated;

before(async () => {
  there = await emulated(['all-operations', 'failing'], clock);
  await reachCallback('one', {});
  await there.started('failing', 'broken', {}, 'end');
});
after(() => there.close());

async function reachCallback(name: string, input: object): Promise<void> {
  await there.started('all-operations', name, input, 'suspended');
  clock.push(2_000);
  await there.durcb(['wait', name, '--for', 'callback:callback']);
}

const onScreen = async (words: readonly string[], width = 80) =>
  (await there.durcb(words, { terminal: { stdout: true }, width, environment: { NO_COLOR: '1' } })).out;

const firstColumn = (table: string) =>
  table
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(/ {2,}/)[0]);

describe('history --tree', () => {
  test('folds the branches of a map that ended alike', async () => {
    assert.deepEqual(firstColumn(await onScreen(['history', 'one', '--tree', '--branches', '1'])), [
      'one',
      '· step',
      '· wait',
      '· child-context',
      '· · inner',
      '· parallel',
      '· · parallel-branch-0',
      '· · · left',
      '· · … 1 more',
      '· map',
      '· · map-item-0',
      '· · · square',
      '· · … 2 more',
      '· callback',
    ]);
  });

  test('goes no deeper than told, and counts the rest', async () => {
    const table = await onScreen(['history', 'one', '--tree', '--depth', '1']);
    const labels = ['one', '· step', '· wait', '· child-context (+1)', '· parallel (+4)', '· map (+6)'];
    assert.deepEqual(firstColumn(table), [...labels, '· callback']);
    const rows = await there.json('history', 'one', '--tree', '--depth', '1');
    assert.deepEqual(
      rows.map(({ Derived }: { Derived: { Hidden?: number } }) => Derived.Hidden),
      [undefined, undefined, undefined, 1, 4, 6, undefined],
    );
  });

  test('is whole where a program reads it', async () => {
    assert.equal((await there.json('history', 'one', '--tree', '--branches', '1')).length, 18);
  });

  test('fits the screen', async () => {
    for (const width of [40, 80, 200])
      for (const line of (await onScreen(['history', 'one', '--tree'], width)).split('\n'))
        assert.ok(line.length <= width, line);
  });

  test('alone has a depth', async () => {
    const { exitCode, err } = await there.durcb(['history', 'one', '--depth', '1']);
    assert.equal(exitCode, 2);
    assert.match(err, /add --tree/);
  });
});
