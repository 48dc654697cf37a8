import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pushableClock } from '../pushable-clock.ts';
import { type Emulated, emulated } from './emulated.ts';

const clock = pushableClock();
let there: Emulated;

before(async () => {
  there = await emulated(['all-operations', 'failing'], clock);
  await reachCallback('one', {});
  await reachCallback('two', { greeting: 'good day' });
  await there.started('failing', 'broken', {}, 'end');
  await there.started('failing', 'broken-again', {}, 'end');
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

describe('export', () => {
  const exported = async (name: string, format: string) => {
    const { exitCode, out, err } = await there.durcb(['export', name, '--format', format]);
    assert.equal(exitCode, 0, err);
    return out;
  };

  test('draws a gantt chart with a bar for each invocation and operation', async () => {
    const [kind, title, ...lines] = (await exported('one', 'mermaid')).trimEnd().split('\n');
    assert.deepEqual([kind, title], ['gantt', '  title one']);
    const bars = lines.filter((line) => / :(done|active|crit), \d+, \d+$/.test(line));
    const sections = lines.filter((line) => line.startsWith('  section '));
    assert.equal(bars.length + sections.length, lines.length - 2, lines.join('\n'));
    assert.equal(bars.filter((line) => !line.includes('invocation')).length, 17);
    assert.ok(bars.some((line) => /^ {2}callback :active, /.test(line)));
    assert.match((await exported('broken', 'mermaid')).replaceAll('\n', ' '), /:crit, /);
  });

  test('gives everything as JSON, payloads and all', async () => {
    const { Execution, Events } = JSON.parse(await exported('broken', 'json'));
    assert.deepEqual([Execution.Status, Execution.InputPayload], ['FAILED', '{}']);
    assert.equal(Execution.$metadata, undefined);
    assert.deepEqual(Events, await there.json('history', 'broken', '--payload', 'full').then(withoutDerived));
    const { out } = await there.durcb(['export', 'broken', '--format', 'json', '-o', 'jsonl']);
    assert.equal(out, `${JSON.stringify({ Execution, Events })}\n`);
  });

  test('reports operations as test cases, and the execution as the last', async () => {
    const open = await exported('one', 'junit');
    assert.match(
      open,
      /<testsuite name="all-operations:\$LATEST one" tests="18" failures="0" errors="0" skipped="2"/,
    );
    assert.match(open, /<testcase classname="one\/map\/map-item-2" name="square" time="\d+\.\d{3}">\n/);
    const failed = await exported('broken', 'junit');
    assert.match(
      failed,
      /name="execution" time="[\d.]+">\n +<failure type="OutOfStock" message="Nothing left of A-1"\/>/,
    );
  });

  test('needs to know as what, and takes no --query', async () => {
    for (const words of [[], ['--format', 'pdf'], ['--format', 'json', '--query', 'x']])
      assert.equal((await there.durcb(['export', 'one', ...words])).exitCode, 2);
  });
});

const withoutDerived = (rows: readonly Record<string, unknown>[]) =>
  rows.map(({ Derived: _, ...own }) => own);

describe('diff', () => {
  const compare = async (...words: string[]) => {
    const { exitCode, out, err } = await there.durcb(['diff', ...words]);
    return {
      exitCode,
      err,
      differences: out.split('\n').map((line) => line.split('\t').slice(0, 2).join(': ')),
    };
  };

  test('is silent and exits 0 when only the times differ', async () => {
    const same = await compare('broken', 'broken-again', '--function', 'failing');
    assert.deepEqual(same, { exitCode: 0, err: '', differences: [''] });
  });

  test('tells what differs and what began it, and exits 1', async () => {
    const { exitCode, err, differences } = await compare('one', 'two');
    assert.equal(exitCode, 1);
    assert.match(
      err,
      /^durcb: they first differ at the execution itself: input \w{8} \(2 B\) → \w{8} \(23 B\)\n$/,
    );
    assert.match(differences[1] ?? '', /^step: result \w{8} \(7 B\) → \w{8} \(10 B\)$/);
    const ignoring = await compare('one', 'two', '--ignore', 'input');
    assert.match(ignoring.err, /they first differ at step: result/);
    assert.equal((await compare('one', 'two', '--ignore', 'input,result')).exitCode, 0);
  });

  test('tells what only one of them has, once for all that is in it', async () => {
    const { exitCode, differences } = await compare('broken', 'one');
    assert.equal(exitCode, 1);
    const missing = differences.filter((line) => line.includes(': only in '));
    assert.ok(missing.includes('map: only in B') && missing.includes('count-stock: only in A'), `${missing}`);
    assert.ok(!missing.some((line) => line.startsWith('map/')));
    const all = await there.json('diff', 'broken', 'one', '--all');
    const square = all.find(({ Path }: { Path: string }) => Path === 'map/map-item-1/square');
    assert.deepEqual([square.A, square.B.Status, square.B.Attempts], [undefined, 'SUCCEEDED', 1]);
    assert.deepEqual([square.B.Result.Bytes, square.Derived.Difference], [1, 'only in B']);
  });

  test('exits with anything but 1 when it cannot compare', async () => {
    assert.equal((await compare('one', 'nobody')).exitCode, 8);
    assert.equal((await compare('one', 'two', '--ignore', 'times')).exitCode, 2);
    assert.equal((await compare('one', 'two', '--endpoint-url', 'http://127.0.0.1:1')).exitCode, 2);
  });
});

test('tail --tree indents operations under their parents, and says how long each took', async () => {
  const lines: { EventType: string; Derived: { Label?: string; DurationSeconds?: number } }[] =
    await there.json('tail', 'one', '--tree', '--last', '20');
  const ended = lines.filter(({ EventType }) => EventType.endsWith('Succeeded'));
  assert.ok(ended.every(({ Derived }) => Derived.DurationSeconds !== undefined));
  const labels = new Set(ended.map(({ Derived }) => Derived.Label));
  for (const label of ['· map', '· · map-item-2', '· · · square']) assert.ok(labels.has(label), label);
});
