import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { type Column, command, type Row, type Rows } from '../../src/cli/command.ts';
import { Failure } from '../../src/cli/failure.ts';
import { interruptions } from '../../src/cli/interruption.ts';
import { memoryIo } from '../../src/cli/io.ts';
import type { Clock } from '../../src/model/time.ts';
import { runWith, type Trial } from './run-with.ts';

const noon = Date.UTC(2026, 0, 2, 12);
const clock: Clock = { now: () => noon, after: () => ({ [Symbol.dispose]() {} }) };

const callbackId = `${'Y2FsbGJhY2s'.repeat(6)}==`;

const rows: readonly Row[] = [
  {
    CallbackId: callbackId,
    Name: 'approve',
    StartTimestamp: new Date(noon - 200_000),
    Deadline: new Date(noon + 7_200_000),
    HeartbeatTimeout: 90,
    Derived: { Open: true },
  },
  { CallbackId: 'short', Name: 'tab\there\nthere', StartTimestamp: new Date(noon), Status: 'FAILED' },
];

const columns: readonly Column[] = [
  { header: 'name', value: ({ Name }) => String(Name) },
  { header: 'waiting since', value: dateAt('StartTimestamp') },
  { header: 'expires', value: dateAt('Deadline') },
  {
    header: 'heartbeat',
    value: ({ HeartbeatTimeout: seconds }) =>
      typeof seconds === 'number' ? { duration: seconds * 1000 } : undefined,
  },
  { header: 'open', value: ({ Derived }) => Derived !== undefined },
  { header: 'id', value: ({ CallbackId }) => String(CallbackId) },
];

function dateAt(name: string): Column['value'] {
  return ({ [name]: value }) => (value instanceof Date ? value : undefined);
}

function listing(some: Rows['rows'], more: Partial<Rows> = {}) {
  return command({
    name: 'list',
    summary: 'list',
    arguments: {},
    options: {},
    run: async () => ({
      kind: 'rows',
      columns,
      rows: some,
      id: ({ CallbackId }) => String(CallbackId),
      empty: 'nothing waits',
      ...more,
    }),
  });
}

const record = command({
  name: 'show',
  summary: 'show',
  arguments: {},
  options: {},
  run: async () => ({ kind: 'record', record: rows[0] ?? {}, columns, id: callbackId }),
});

async function list(
  argv: readonly string[],
  trial: Trial = {},
  some: Rows['rows'] = rows,
  more: Partial<Rows> = {},
) {
  const { out, err, exitCode } = await runWith([listing(some, more)], ['list', ...argv], { clock, ...trial });
  assert.equal(err, '');
  assert.equal(exitCode, 0);
  return out;
}

const show = async (argv: readonly string[], trial: Trial = {}) =>
  (await runWith([record], ['show', ...argv], { clock, ...trial })).out;

describe('in a pipe', () => {
  test('rows are separated by tabs, with ISO times, seconds, and nothing that breaks a line', async () => {
    assert.deepEqual((await list([])).split('\n'), [
      `approve\t2026-01-02T11:56:40.000Z\t2026-01-02T14:00:00.000Z\t90\ttrue\t${callbackId}`,
      'tab here there\t2026-01-02T12:00:00.000Z\t\t\tfalse\tshort',
      '',
    ]);
  });

  test('a record is one such line', async () => {
    assert.equal(
      await show([]),
      `approve\t2026-01-02T11:56:40.000Z\t2026-01-02T14:00:00.000Z\t90\ttrue\t${callbackId}\n`,
    );
  });

  test('a table is what was asked for, without colour', async () => {
    const out = await list(['-o', 'table'], { width: 200 });
    assert.match(out, /^NAME +WAITING SINCE /);
    assert.equal(stripVTControlCharacters(out), out);
  });

  test('no rows are no output', async () => {
    assert.equal(await list([], {}, []), '');
  });
});

describe('as JSON', () => {
  test('rows are one document, with members as given and times in ISO 8601', async () => {
    assert.deepEqual(JSON.parse(await list(['-o', 'json'])), JSON.parse(JSON.stringify(rows)));
    assert.equal(JSON.parse(await list(['-o', 'json']))[0].StartTimestamp, '2026-01-02T11:56:40.000Z');
  });

  test('no rows are an empty list', async () => {
    assert.equal(await list(['-o', 'json'], { terminal: true }, []), '[]\n');
  });

  test('a record is one object', async () => {
    assert.equal(JSON.parse(await show(['-o', 'json'])).Name, 'approve');
  });

  test('jsonl is an object a line', async () => {
    const lines = (await list(['-o', 'jsonl'])).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).Name),
      ['approve', 'tab\there\nthere'],
    );
    assert.equal((await show(['-o', 'jsonl'])).split('\n').length, 2);
  });
});

test('id is an id a line', async () => {
  assert.equal(await list(['-o', 'id']), `${callbackId}\nshort\n`);
  assert.equal(await show(['-o', 'id']), `${callbackId}\n`);
});

test('none prints nothing, yet goes through the rows', async () => {
  let seen = 0;
  async function* counted() {
    for (const row of rows) {
      seen++;
      yield row;
    }
  }
  assert.equal(await list(['-o', 'none'], {}, counted()), '');
  assert.equal(seen, 2);
  assert.equal(await show(['-o', 'none']), '');
});

describe('with --query', () => {
  test('json picks from the document', async () => {
    assert.deepEqual(JSON.parse(await list(['-o', 'json', '--query', '[].Name | sort(@)'])), [
      'approve',
      'tab\there\nthere',
    ]);
    assert.equal(JSON.parse(await list(['-o', 'json', '--query', 'length(@)'])), 2);
    assert.equal(JSON.parse(await show(['-o', 'json', '--query', 'Derived.Open'])), true);
  });

  test('the literals that AWS users know are understood', async () => {
    assert.deepEqual(JSON.parse(await list(['-o', 'json', '--query', '[?Name==`approve`].Derived.Open'])), [
      true,
    ]);
  });

  test('the other modes pick from each row', async () => {
    assert.equal(await list(['-o', 'jsonl', '--query', 'Derived.Open']), 'true\nnull\n');
    assert.equal(
      await list(['--query', '[Name, Derived, StartTimestamp]']),
      [
        'approve\t{"Open":true}\t2026-01-02T11:56:40.000Z\n',
        'tab here there\t\t2026-01-02T12:00:00.000Z\n',
      ].join(''),
    );
    assert.equal(
      await list(['-o', 'table', '--query', '{Who: Name, Open: Derived.Open}']),
      'WHO             OPEN\napprove         true\ntab here there\n',
    );
    assert.equal(await show(['-o', 'table', '--query', '{Who: Name}']), 'Who  approve\n');
  });

  test('what goes wrong with the data is an error after the fact', async () => {
    const { exitCode, err } = await runWith(
      [listing(rows)],
      ['list', '-o', 'json', '--query', 'length(`1`)'],
    );
    assert.equal(exitCode, 1);
    assert.match(err, /"--query: Invalid type: .*"hint":"see jmespath.org","exitCode":1/);
  });
});

describe('on a terminal', () => {
  const wide = { terminal: true, width: 200, environment: { NO_COLOR: '1' } };
  const narrow = { ...wide, width: 80 };

  test('rows are a table with relative times', async () => {
    assert.deepEqual((await list([], wide)).split('\n'), [
      'NAME            WAITING SINCE  EXPIRES  HEARTBEAT  OPEN  ID',
      `approve         3m 20s ago     in 2h    1m 30s     yes   ${callbackId}`,
      'tab here there  now            -        -          no    short',
      '',
    ]);
  });

  test('an id that has no place beside the other cells goes below them, whole', async () => {
    assert.deepEqual((await list([], narrow)).split('\n'), [
      'NAME            WAITING SINCE  EXPIRES  HEARTBEAT  OPEN',
      'approve         3m 20s ago     in 2h    1m 30s     yes',
      `  ${callbackId}`,
      'tab here there  now            -        -          no',
      '  short',
      '',
    ]);
  });

  test('other cells are cut to the width', async () => {
    const long = [{ ...rows[0], Name: 'a name that goes on and on '.repeat(4), CallbackId: 'short' }];
    const [head = '', line = ''] = (await list([], narrow, long)).split('\n');
    assert.equal(line.length, 80);
    assert.match(line, /^a name that goes on and on a na… {2}3m 20s ago {5}in 2h {4}1m 30s {5}yes {3}short$/);
    assert.equal(head.indexOf('ID'), line.indexOf('short'));
  });

  test('a record is a line for each member it has, long values below their names', async () => {
    assert.deepEqual((await show([], { ...narrow, width: 60 })).split('\n'), [
      'name           approve',
      'waiting since  3m 20s ago',
      'expires        in 2h',
      'heartbeat      1m 30s',
      'open           yes',
      'id',
      `  ${callbackId}`,
      '',
    ]);
  });

  test('no rows are said on stderr', async () => {
    const { out, err, exitCode } = await runWith([listing([])], ['list'], wide);
    assert.deepEqual([out, err, exitCode], ['', 'nothing waits\n', 0]);
    assert.equal((await runWith([listing([])], ['list', '--quiet'], wide)).err, '');
  });

  test('times are shown as asked', async () => {
    assert.match(await list(['--time', 'iso'], wide), /2026-01-02T14:00:00.000Z/);
    assert.match(await list(['--time', 'epoch'], wide), /1767362400 /);
    assert.match(await list(['--time', 'local'], wide), /2026-01-0\d \d\d:00:00 /);
    assert.match(await list(['-o', 'tsv'], wide), /2026-01-02T14:00:00.000Z/);
    assert.match(await list(['--time', 'relative']), /in 2h/);
  });

  test('a time inside a sentence is shown as any other', async () => {
    const due: Column = { header: 'due', value: () => ['next attempt', new Date(noon + 5000)] };
    const out = (argv: string[]) => list(argv, wide, rows.slice(1), { columns: [due] });
    assert.equal(await out([]), 'DUE\nnext attempt in 5s\n');
    assert.equal(await out(['--time', 'iso']), 'DUE\nnext attempt 2026-01-02T12:00:05.000Z\n');
  });

  test('statuses and headers are coloured', async () => {
    const status: Column = { header: 'status', value: ({ Status }) => String(Status ?? 'RUNNING') };
    const { out } = await runWith([listing(rows, { columns: [status] })], ['list'], { terminal: true });
    assert.equal(out, '\u001b[2mSTATUS\u001b[22m\n\u001b[36mRUNNING\u001b[39m\n\u001b[31mFAILED\u001b[39m\n');
  });

  test('live rows are printed as they come, under one head, in columns that stay', async () => {
    const io = memoryIo(narrow);
    const printed: string[] = [];
    async function* live() {
      yield { ...rows[0], Name: 'a name as long as an id of 36 columns', Detail: 'short' };
      printed.push(io.out.text);
      yield { ...rows[0], Name: 'approve', Detail: 'one that is longer than what there is room for' };
    }
    const growing: readonly Column[] = [
      { header: 'time', value: dateAt('StartTimestamp'), usualWidth: 8, whenNarrow: 'keep' },
      { header: 'name', value: ({ Name }) => String(Name), usualWidth: 36 },
      { header: 'detail', value: ({ Detail }) => String(Detail), usualWidth: 26 },
    ];
    const command = listing(live(), { live: true, columns: growing });
    await runWith([command], ['list', '--time', 'iso'], { ...wide, io });
    const head = `TIME${' '.repeat(22)}NAME${' '.repeat(24)}DETAIL\n`;
    const first = '2026-01-02T11:56:40.000Z  a name as long as an id o…  short\n';
    assert.equal(printed[0], head + first);
    const second = `2026-01-02T11:56:40.000Z  approve${' '.repeat(21)}one that is longer than w…\n`;
    assert.equal(io.out.text, head + first + second);
  });
});

test('nothing is cut where no screen is', async () => {
  const name = 'a name that goes on and on '.repeat(4).trim();
  const out = await list(['-o', 'table'], {}, [{ ...rows[0], Name: name }]);
  assert.ok(out.includes(`\n${name}  2026-`), out);
  assert.ok(out.includes(`  ${callbackId}\n`), out);
});

test('colour follows --color, NO_COLOR, FORCE_COLOR and TERM', async () => {
  const isColored = async (argv: readonly string[], environment: Record<string, string>, terminal: boolean) =>
    (await list(['-o', 'table', ...argv], { terminal, environment })).includes('\u001b[');
  assert.equal(await isColored([], {}, true), true);
  assert.equal(await isColored([], {}, false), false);
  assert.equal(await isColored([], { NO_COLOR: '1' }, true), false);
  assert.equal(await isColored([], { TERM: 'dumb' }, true), false);
  assert.equal(await isColored([], { FORCE_COLOR: '1' }, false), true);
  assert.equal(await isColored([], { FORCE_COLOR: '0' }, true), false);
  assert.equal(await isColored(['--color', 'always'], { NO_COLOR: '1' }, false), true);
  assert.equal(await isColored(['--color', 'never'], {}, true), false);
  assert.equal(await isColored([], { DURCB_COLOR: 'always' }, false), true);
});

test('what was found before an error is printed before the error', async () => {
  async function* failing() {
    yield rows[0] ?? {};
    throw new Failure({ code: 'throttled', message: 'too many requests', hint: 'wait', exitCode: 10 });
  }
  for (const mode of ['table', 'tsv', 'id']) {
    const { out, err, exitCode } = await runWith([listing(failing())], ['list', '-o', mode]);
    assert.ok(out.includes(callbackId), mode);
    assert.equal(err, 'durcb: too many requests; wait\n');
    assert.equal(exitCode, 10);
  }
});

test('what was found before an interruption is still one JSON document', async () => {
  const stopping = new AbortController();
  async function* interrupted() {
    yield rows[0] ?? {};
    stopping.abort(interruptions.SIGINT);
    throw interruptions.SIGINT;
  }
  const { signal } = stopping;
  const { out, exitCode } = await runWith([listing(interrupted())], ['list', '-o', 'json'], { signal });
  assert.equal(JSON.parse(out)[0].CallbackId, callbackId);
  assert.equal(exitCode, 130);
});

test('an error before the first row is no empty list', async () => {
  async function* failing() {
    yield await Promise.reject(new Failure({ code: 'throttled', message: 'too many', exitCode: 10 }));
  }
  assert.equal((await runWith([listing(failing())], ['list', '-o', 'json'])).out, '');
});
