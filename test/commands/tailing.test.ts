import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { interruptions } from '../../src/cli/interruption.ts';
import { type MemoryIo, memoryIo } from '../../src/cli/io.ts';
import { jsonLines } from '../json-lines.ts';
import { waitFor } from '../wait-for.ts';
import { type Emulated, emulated } from './emulated.ts';

const waiting = 'callback-with-timeouts';
let there: Emulated;

before(async () => {
  there = await emulated(['failing', waiting, 'chained-caller', 'chained-target']);
  await Promise.all([
    there.started(waiting, 'parked', { data: 'x' }, 'suspended'),
    there.started('failing', 'failed', { sku: 'B-2' }, 'end'),
    there.started('chained-caller', 'calling', { value: 3 }, 'end'),
    there.started('chained-target', 'done', { value: 3 }, 'end'),
  ]);
});
after(() => there.close());

interface Told {
  readonly DurableExecutionArn: string;
  readonly EventId: number;
  readonly EventType: string;
  readonly EventTimestamp: string;
}

const told = jsonLines<Told>;
const colourAndName = /\[(\d+)m(failed|done)/;
const nameOf = ({ DurableExecutionArn }: Told) => DurableExecutionArn.split('/').at(-2);
const tailed = async (...words: string[]) => told((await there.durcb(['tail', ...words, '-o', 'jsonl'])).out);

/** Resolves once what a command has printed so far fulfils a condition. */
const until = (io: MemoryIo, holds: (lines: readonly Told[]) => boolean): Promise<true> =>
  waitFor('lines', () => holds(told(io.out.text)) || undefined);

describe('tail of several executions', () => {
  test('tells them apart, each in its order, all in the order of time', async () => {
    const lines = await tailed('parked', 'failed', 'calling');
    assert.deepEqual(new Set(lines.map(nameOf)), new Set(['parked', 'failed', 'calling']));
    for (const own of Map.groupBy(lines, nameOf).values())
      assert.deepEqual(
        own.map(({ EventId }) => EventId),
        own.map((_, index) => index + 1),
      );
    const times = lines.map(({ EventTimestamp }) => EventTimestamp);
    assert.deepEqual(times, times.toSorted());
  });

  test('--last counts over all of them', async () => {
    const all = await tailed('parked', 'failed', 'calling');
    assert.deepEqual(await tailed('parked', 'failed', 'calling', '--last', '4'), all.slice(-4));
  });

  test('exits with the outcome of the first that did not succeed', async () => {
    const codes = [
      ['done', 'parked'],
      ['done', 'failed', 'parked'],
    ].map(async (names) => (await there.durcb(['tail', ...names, '-o', 'none'])).exitCode);
    assert.deepEqual(await Promise.all(codes), [0, 3]);
  });

  test('--follow ends when all have ended', async () => {
    const start = (name: string) => there.started(waiting, name, { data: 'x' }, 'suspended');
    const arns = await Promise.all([start('one'), start('two')]);
    const following = there.durcb(['tail', '-', '-f', '-o', 'jsonl'], { stdin: arns.join('\n') });
    for (const arn of arns) await there.durcb(['stop', arn]);
    const { exitCode, out } = await following;
    assert.equal(exitCode, 5);
    assert.equal(told(out).filter(({ EventType }) => EventType === 'ExecutionStopped').length, 2);
  });

  test('on a screen the name of the execution stands in a line, in a colour of its own', async () => {
    const io = memoryIo({ terminal: true, width: 80 });
    const environment = { FORCE_COLOR: '1', TERM: 'xterm' };
    await there.durcb(['tail', 'failed', 'done', '--last', '3'], { io, environment });
    const [head = '', ...lines] = io.out.text.trimEnd().split('\n');
    assert.match(head, /TIME\s+EXECUTION\s+EVENT/);
    const colours = lines.map((line) => colourAndName.exec(line)?.slice(1) ?? []);
    assert.equal(new Set(colours.map(String)).size, new Set(colours.map(([, name]) => name)).size);
    assert.ok(colours.every(([colour]) => colour));
  });

  test('--children shows what they call, and what those call', async () => {
    const lines = await tailed('calling', '--children');
    const children = lines.filter((line) => nameOf(line) !== 'calling');
    assert.deepEqual(
      children.map(({ EventType }) => EventType),
      ['ExecutionStarted', 'StepStarted', 'StepSucceeded', 'InvocationCompleted', 'ExecutionSucceeded'],
    );
    const types = lines.map(({ EventType }) => EventType);
    assert.ok(types.indexOf('ChainedInvokeStarted') < types.indexOf('StepStarted'));
  });

  test('--children --follow ends with the one that was asked for, and misses nothing of the others', async () => {
    await there.durcb(['start', 'chained-caller', '--name', 'calling-2', '--input-text', '{"value":4}']);
    const { exitCode, out } = await there.durcb(['tail', 'calling-2', '-f', '--children', '-o', 'jsonl']);
    assert.equal(exitCode, 3);
    const ended = told(out).filter(({ EventType }) => /^Execution(Succeeded|Failed)$/.test(EventType));
    assert.deepEqual(ended.length, 2);
  });
});

describe('tail of functions', () => {
  test('shows those that run', async () => {
    assert.deepEqual(new Set((await tailed(waiting)).map(nameOf)), new Set(['parked']));
    assert.deepEqual(await tailed('failing'), []);
    const { err } = await there.durcb(['tail', 'failing'], { terminal: true });
    assert.match(err, /--since 1h shows what has ended/);
  });

  test('shows what has ended only as far as it is asked for', async () => {
    assert.deepEqual(new Set((await tailed('failing', '--since', '1h')).map(nameOf)), new Set(['failed']));
    assert.deepEqual(await tailed('failing', '--since', '0s'), []);
    const last = await tailed('failing', 'chained-*', '--last', '1', '--failed');
    assert.equal(last.length, 1);
  });

  test('--follow lets new executions join, until it is interrupted', async () => {
    const io = memoryIo();
    const stopping = new AbortController();
    const words = ['tail', 'chained-target', `${waiting}:$LATEST`, '-f', '-o', 'jsonl'];
    const following = there.durcb(words, { io, signal: stopping.signal });
    await until(io, (lines) => lines.length >= 3);
    await there.durcb(['start', 'chained-target', '--name', 'new', '--input-text', '{"value":4}']);
    await until(io, (lines) => lines.some((line) => nameOf(line) === 'new' && line.EventId === 5));
    stopping.abort(interruptions.SIGINT);
    const { exitCode, out, err } = await following;
    assert.equal(exitCode, 130);
    assert.match(err, /execution .*\/parked\/.* goes on/);
    assert.deepEqual(
      told(out)
        .filter((line) => nameOf(line) === 'new')
        .map(({ EventId }) => EventId),
      [1, 2, 3, 4, 5],
    );
    assert.equal(
      told(out).some((line) => nameOf(line) === 'done'),
      false,
    );
  });

  test('--timeout ends it', async () => {
    const { exitCode, err } = await there.durcb(['tail', waiting, '-f', '--timeout', '50ms', '-o', 'none']);
    assert.equal(exitCode, 124);
    assert.match(err, /the time is up/);
  });
});

describe('what a word means to tail', () => {
  const refused: readonly [string, string[], number, RegExp][] = [
    ['nothing at all', ['nobody'], 8, /no execution named nobody, and no such function/],
    ['a pattern that matches nothing', ['nobody-*'], 8, /no durable function matches nobody-\*/],
    ['a function that is not there', ['nobody:$LATEST'], 8, /Function not found/],
    [
      'a function, of which another is given',
      [`${waiting}:$LATEST`, '--function', 'failing'],
      2,
      /is a function/,
    ],
    ['--timeout without --follow', [waiting, '--timeout', '1s'], 2, /needs --follow/],
  ];
  for (const [title, words, code, message] of refused)
    test(`${title} is refused`, async () => {
      const { exitCode, err } = await there.durcb(['tail', ...words]);
      assert.equal(exitCode, code);
      assert.match(err, message);
    });

  test('a word that means a function and an execution is refused, with both', async () => {
    await there.started('chained-target', 'failing', { value: 1 }, 'end');
    const { exitCode, err } = await there.durcb(['tail', 'failing']);
    assert.equal(exitCode, 2);
    assert.match(err, /failing is a function, and the name of an execution, arn:.*\/failing\//);
    const named = await tailed('failing', '--function', 'chained-target');
    assert.deepEqual(new Set(named.map(nameOf)), new Set(['failing']));
    assert.deepEqual(await tailed('failing:$LATEST'), []);
  });
});
