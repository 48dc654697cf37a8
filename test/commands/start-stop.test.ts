import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Emulated, emulated } from './emulated.ts';

let there: Emulated;
let directory: string;

before(async () => {
  there = await emulated(['callback-with-timeouts', 'failing']);
  directory = await mkdtemp(join(tmpdir(), 'durcb-start-'));
});
after(async () => {
  await there.close();
  await rm(directory, { recursive: true });
});

const functionName = 'callback-with-timeouts';

describe('start', () => {
  test('starts an execution on $LATEST when nothing is published, and prints its ARN', async () => {
    const said = await there.json('start', functionName, '--name', 'first', '--input-text', '{"data":"x"}');
    assert.match(
      said.DurableExecutionArn,
      /function:callback-with-timeouts:\$LATEST\/durable-execution\/first\//,
    );
    assert.deepEqual([said.Derived.Bytes, said.Derived.Version], [12, '$LATEST']);
    const described = await there.json('describe', 'first', '--show');
    assert.equal(described.InputPayload, '{"data":"x"}');
  });

  test('takes the input from a file or stdin, byte for byte', async () => {
    const text = '{ "data":\t"ö" }\r\n';
    const path = join(directory, 'input.json');
    await writeFile(path, text);
    await there.durcb(['start', functionName, '--name', 'from-file', '--input', path]);
    await there.durcb(['start', functionName, '--name', 'from-stdin', '--input', '-'], { stdin: text });
    for (const name of ['from-file', 'from-stdin'])
      assert.equal((await there.json('describe', name, '--show')).InputPayload, text);
  });

  test('starting a name twice is starting it once, unless the input differs', async () => {
    const words = ['start', functionName, '--name', 'twice', '-o', 'id', '--input-text'];
    const [one, two] = [
      await there.durcb([...words, '{"data":1}']),
      await there.durcb([...words, '{"data":1}']),
    ];
    assert.equal(one.out, two.out);
    const { exitCode, err } = await there.durcb([...words, '{"data":2}']);
    assert.equal(exitCode, 1);
    assert.match(err, /another --name/);
  });

  test('--wait exits with the outcome', async () => {
    const { exitCode, out } = await there.durcb(['start', 'failing', '--wait', '-o', 'json']);
    assert.equal(exitCode, 3);
    assert.equal(JSON.parse(out).Derived.Error, 'OutOfStock: Nothing left of A-1');
  });

  test('--show shows input, result and error in a table, too', async () => {
    const words = ['start', 'failing', '--input-text', '{"sku":"C-3"}', '--show', '-o', 'table'];
    const { out } = await there.durcb([...words, '--wait']);
    assert.match(out, /^input +\{"sku":"C-3"\}$/m);
    assert.match(out, /^whole error\s+\{.*"ErrorType":"OutOfStock"/m);
    assert.match((await there.durcb(words)).out, /^input +\{"sku":"C-3"\}$/m);
  });

  test('--follow shows the events and exits with the outcome', async () => {
    const { exitCode, out, err } = await there.durcb([
      'start',
      'failing:$LATEST',
      '-f',
      '--query',
      'EventType',
    ]);
    assert.equal(exitCode, 3);
    assert.match(err, /following arn:aws:lambda/);
    const [first, ...others] = out.trim().split('\n');
    assert.deepEqual([first, others.at(-1)], ['ExecutionStarted', 'ExecutionFailed']);
  });

  const refusals: readonly [string[], number, RegExp][] = [
    [['nobody'], 8, /not found.*nobody/i],
    [['no name'], 11, /not a function name/],
    [[functionName, '--name', 'my order'], 11, /no execution can be named/],
    [[functionName, '--input-text', 'text'], 11, /not JSON.*quotes of its own/],
    [[functionName, '--input-text', '1', '--input', 'x'], 2, /given twice/],
    [[functionName, '--follow', '--wait'], 2, /--follow or --wait/],
    [[functionName, '--input', 'nowhere.json'], 11, /no such file; nothing was sent/],
    [[functionName, '--input', '-'], 11, /not JSON/],
    [[], 2, /missing <function>/],
  ];
  for (const [words, code, message] of refusals)
    test(`refuses ${words.join(' ')}`, async () => {
      const { exitCode, err } = await there.durcb(['start', ...words]);
      assert.equal(exitCode, code, err);
      assert.match(err, message);
    });
});

describe('stop', () => {
  const waiting = (name: string) => there.started(functionName, name, { data: 'x' }, 'suspended');

  test('stops one with an error, and says so', async () => {
    await waiting('stop-1');
    const options = ['--error-type', 'Operator', '--error-message', 'wrong price'];
    const [row] = await there.json('stop', 'stop-1', ...options);
    assert.deepEqual([row.Derived.Stopped, row.Derived.StatusBefore], [true, 'RUNNING']);
    assert.match(row.StopTimestamp, /^\d{4}-/);
    const { exitCode, err } = await there.durcb(['result', 'stop-1']);
    assert.equal(exitCode, 5);
    assert.match(err, /Operator: wrong price/);
  });

  test('an ended one is left as it is', async () => {
    await there.started('failing', 'ended', {}, 'end');
    const { exitCode, out, err } = await there.durcb(['stop', 'ended', '-o', 'json']);
    assert.deepEqual([exitCode, JSON.parse(out)[0].Derived.Stopped], [0, false]);
    assert.match(err, /had ended before: FAILED/);
  });

  test('several are stopped only with --yes where nobody can be asked', async () => {
    await waiting('stop-2');
    await waiting('stop-3');
    const unasked = await there.durcb(['stop', 'stop-2', 'stop-3']);
    assert.equal(unasked.exitCode, 2);
    assert.match(
      unasked.err,
      /"Stop 2 executions of callback-with-timeouts, account 123456789012, region us-east-1, at http:\/\/127\.0\.0\.1:\d+\?".*--yes/,
    );
    assert.equal((await there.json('describe', 'stop-2')).Status, 'RUNNING');
    const { exitCode, out } = await there.durcb(['stop', '-', '--yes', '-o', 'json'], {
      stdin: 'stop-2\nstop-3\nstop-2\n',
    });
    assert.equal(exitCode, 0);
    assert.deepEqual(
      JSON.parse(out).map((row: { Derived: object }) => row.Derived),
      ['stop-2', 'stop-3'].map((Name) => ({
        Name,
        FunctionName: functionName,
        Stopped: true,
        StatusBefore: 'RUNNING',
      })),
    );
  });

  test('nothing is stopped when one of the names means nothing', async () => {
    await waiting('stop-4');
    assert.equal((await there.durcb(['stop', 'stop-4', 'nobody', '--yes'])).exitCode, 8);
    assert.equal((await there.json('describe', 'stop-4')).Status, 'RUNNING');
  });

  test('--dry-run shows what would be stopped, and stops nothing', async () => {
    const arn = await waiting('stop-5');
    const { exitCode, out, err } = await there.durcb(['stop', 'stop-5', 'ended', '--dry-run', '-o', 'json']);
    assert.equal(exitCode, 0);
    assert.match(
      err,
      /^durcb: would stop 2 executions of callback-with-timeouts, failing, account 123456789012/,
    );
    const [row, ended] = JSON.parse(out);
    assert.deepEqual(
      [row.DurableExecutionArn, row.Derived],
      [arn, { Name: 'stop-5', FunctionName: functionName, Stopped: false, StatusBefore: 'RUNNING' }],
    );
    assert.match(row.StartTimestamp, /^\d{4}-/);
    assert.equal(ended.Derived.StatusBefore, 'FAILED');
    assert.equal((await there.json('describe', 'stop-5')).Status, 'RUNNING');
  });

  test('one that cannot be stopped does not keep the others from it, and is told of in the end', async () => {
    const arn = await waiting('stop-6');
    const gone = `${arn.replace('/stop-6/', '/gone/')}`;
    await waiting('stop-7');
    const { exitCode, out, err } = await there.durcb(['stop', 'stop-6', gone, 'stop-7', '--yes', '-o', 'id']);
    assert.equal(exitCode, 8);
    assert.equal(out.trim().split('\n').length, 2);
    assert.match(
      err,
      /2 of 3 executions are stopped, or had ended \(stop-6, stop-7\); gone: .*; run it again to go on: what has ended is passed over\n$/,
    );
    assert.equal((await there.json('describe', 'stop-7')).Status, 'STOPPED');
  });
});
