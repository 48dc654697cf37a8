import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { interruptions } from '../../src/cli/interruption.ts';
import { memoryIo } from '../../src/cli/io.ts';
import { gatedProxy } from '../gated-proxy.ts';
import { jsonLines } from '../json-lines.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';
import { type Emulated, emulated } from './emulated.ts';

let there: Emulated;

before(async () => {
  there = await emulated(['chained-target', 'callback-with-timeouts']);
});
after(() => there.close());

interface Told {
  readonly DurableExecutionArn: string;
  readonly EventId: number;
}

const told = jsonLines<Told>;

const start = (functionName: string, name: string) =>
  there.started(
    functionName,
    name,
    { value: 2, data: 'x' },
    functionName === 'chained-target' ? 'end' : 'suspended',
  );

/** The numbers of the events of each execution, by its name, in the order they were told. */
function numbersOf(lines: readonly Told[]): Record<string, number[]> {
  const byName = Map.groupBy(lines, ({ DurableExecutionArn }) => DurableExecutionArn.split('/').at(-2) ?? '');
  return Object.fromEntries([...byName].map(([name, own]) => [name, own.map(({ EventId }) => EventId)]));
}

describe('tail --resume', () => {
  test('a later tail goes on behind the last event, also with executions that have come and gone', async (t) => {
    const file = join(temporaryDirectory(t), 'positions');
    const tail = async () =>
      told((await there.durcb(['tail', 'c*', '--resume', file, '--last', '2', '-o', 'jsonl'])).out);
    const arn = await start('callback-with-timeouts', 'first');
    await start('chained-target', 'before');
    assert.deepEqual(numbersOf(await tail()), { before: [4, 5] });
    await start('chained-target', 'between');
    await there.durcb(['stop', arn]);
    assert.deepEqual(numbersOf(await tail()), { first: [4], between: [1, 2, 3, 4, 5] });
    assert.deepEqual(await tail(), []);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  test('so does one after an interruption', async (t) => {
    const file = join(temporaryDirectory(t), 'positions');
    const arn = await start('callback-with-timeouts', 'interrupted');
    const io = memoryIo();
    const stopping = new AbortController();
    const words = ['tail', arn, '-f', '--resume', file, '-o', 'jsonl'];
    const following = there.durcb(words, { io, signal: stopping.signal });
    await waitFor('three events', () => told(io.out.text).length === 3 || undefined);
    stopping.abort(interruptions.SIGINT);
    assert.equal((await following).exitCode, 130);
    await there.durcb(['stop', arn]);
    const { exitCode, out } = await there.durcb(words);
    assert.deepEqual([exitCode, numbersOf(told(out))], [5, { interrupted: [4] }]);
    assert.deepEqual((await there.durcb(words)).exitCode, 5);
  });

  test('a network that goes away costs nothing', async (t) => {
    const file = join(temporaryDirectory(t), 'positions');
    const arn = await start('callback-with-timeouts', 'cut');
    const gate = await gatedProxy(there.url);
    t.after(() => gate.close());
    const io = memoryIo();
    const words = ['tail', arn, '-f', '--resume', file, '-o', 'jsonl', '--endpoint-url', gate.url];
    const following = there.durcb(words, { io });
    await waitFor('three events', () => told(io.out.text).length === 3 || undefined);
    gate.shut();
    await there.durcb(['stop', arn]);
    gate.open();
    const { out } = await following;
    assert.deepEqual(numbersOf(told(out)), { cut: [1, 2, 3, 4] });
  });

  test('files of others are refused, and left as they are', async (t) => {
    const directory = temporaryDirectory(t);
    const [other, own] = [join(directory, 'notes'), join(directory, 'positions')];
    writeFileSync(other, 'my notes');
    const { exitCode, err } = await there.durcb(['tail', 'chained-target', '--resume', other]);
    assert.equal(exitCode, 1);
    assert.match(err, /notes does not say how far a tail has got/);
    assert.equal(readFileSync(other, 'utf8'), 'my notes');
    await there.durcb(['tail', 'chained-target', '--resume', own]);
    const elsewhere = await there.durcb(['tail', 'callback-with-timeouts', '--resume', own]);
    assert.match(elsewhere.err, /how far the tail of chained-target has got/);
  });

  test('-o json, which prints at the end, is refused', async () => {
    assert.equal((await there.durcb(['tail', 'chained-target', '--resume', 'x', '-o', 'json'])).exitCode, 2);
  });
});
