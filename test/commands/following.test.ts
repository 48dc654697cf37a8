import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { interruptions } from '../../src/cli/interruption.ts';
import { tailEvents } from '../../src/commands/tailing/tail-events.ts';
import { followHistory } from '../../src/lambda/follow.ts';
import { systemClock } from '../../src/model/time.ts';
import { jsonLines } from '../json-lines.ts';
import { type Emulated, emulated } from './emulated.ts';

let there: Emulated;

before(async () => {
  there = await emulated(['order', 'failing', 'callback-with-timeouts']);
  await there.started('order', 'order-1', order('1'), 'suspended');
  await there.durcb([
    'send-success',
    '--execution',
    'order-1',
    '--callback',
    'approve-order',
    '--result-text',
    approval,
    '--wait',
  ]);
  await there.durcb(['wait', 'order-1']);
  await there.started('failing', 'failed-1', { sku: 'B-2' }, 'end');
});
after(() => there.close());

const approval = '{"approvedBy":"ann"}';
const order = (orderId: string) => ({ orderId, items: [{ price: 3, quantity: 2 }] });

interface Told {
  readonly EventId: number;
  readonly EventType: string;
}

interface Operation {
  readonly Type: string;
  readonly Name: string;
  readonly Status: string;
  readonly Derived: { readonly Depth: number };
}

const lines = jsonLines<Told>;
const typesOf = (events: readonly Told[]) => events.map(({ EventType }) => EventType);
const orderEvents = [
  'ExecutionStarted',
  'StepStarted',
  'StepSucceeded',
  'CallbackStarted',
  'InvocationCompleted',
  'CallbackSucceeded',
  'WaitStarted',
  'InvocationCompleted',
  'WaitSucceeded',
  'StepStarted',
  'StepSucceeded',
  'InvocationCompleted',
  'ExecutionSucceeded',
];

describe('tail', () => {
  test('prints what has happened, an object a line, numbered without gaps', async () => {
    const { exitCode, out } = await there.durcb(['tail', 'order-1', '-o', 'jsonl']);
    assert.equal(exitCode, 0);
    assert.deepEqual(typesOf(lines(out)), orderEvents);
    assert.deepEqual(
      lines(out).map(({ EventId }) => EventId),
      orderEvents.map((_, index) => index + 1),
    );
  });

  test('--follow misses nothing when the execution ends while its history is read', async () => {
    const arn = await there.started('callback-with-timeouts', 'ending', { data: 'x' }, 'suspended');
    const context = { clock: systemClock, signal: new AbortController().signal };
    const all = { follow: true, payload: 'none', isWanted: () => true } as const;
    const result = tailEvents(context, there.lambda, arn, all);
    assert.ok(result.kind === 'rows');
    const types: unknown[] = [];
    for await (const { EventType } of result.rows) {
      if (types.push(EventType) === 1) await there.durcb(['stop', arn]);
    }
    assert.deepEqual(types, [
      'ExecutionStarted',
      'CallbackStarted',
      'InvocationCompleted',
      'ExecutionStopped',
    ]);
  });

  test('--follow attaches at any time, misses nothing and ends with the execution', async () => {
    await there.started('order', 'order-2', order('2'), 'suspended');
    const following = there.durcb(['tail', 'order-2', '--follow', '-o', 'jsonl']);
    await there.durcb([
      'send-success',
      '--execution',
      'order-2',
      '--callback',
      'approve-order',
      '--result-text',
      approval,
    ]);
    const { exitCode, out } = await following;
    assert.equal(exitCode, 0);
    assert.deepEqual(typesOf(lines(out)), orderEvents);
  });

  const outcomes: readonly [string, string[], number][] = [
    ['failed', ['send-failure', '--error-type', 'No'], 3],
    ['stopped', ['stop'], 5],
  ];
  for (const [title, [command = '', ...options], code] of outcomes)
    test(`its exit code says that the execution has ${title}`, async () => {
      await there.started('callback-with-timeouts', title, { data: 'x' }, 'suspended');
      const following = there.durcb(['tail', title, '-f']);
      const target = command === 'stop' ? [title] : ['--execution', title, '--callback', 'example-callback'];
      await there.durcb([command, ...target, ...options]);
      assert.equal((await following).exitCode, code);
    });

  test('an interruption ends it, with its own exit code', async () => {
    await there.started('callback-with-timeouts', 'endless', { data: 'x' }, 'suspended');
    const stopping = new AbortController();
    const following = there.durcb(['tail', 'endless', '-f'], { signal: stopping.signal });
    stopping.abort(interruptions.SIGINT);
    assert.equal((await following).exitCode, 130);
  });

  const selections: readonly [string[], string[]][] = [
    [
      ['--last', '2'],
      ['InvocationCompleted', 'ExecutionSucceeded'],
    ],
    [
      ['--type', 'callback,wait'],
      ['CallbackStarted', 'CallbackSucceeded', 'WaitStarted', 'WaitSucceeded'],
    ],
    [['--type', 'step', '--last', '1'], ['StepSucceeded']],
    [['--failed'], []],
    [['--since', '0s'], []],
    [['--since', '1h', '--last', '1', '--follow'], ['ExecutionSucceeded']],
  ];
  for (const [options, types] of selections)
    test(`shows of all that ${options.join(' ')}`, async () => {
      const { out } = await there.durcb(['tail', 'order-1', ...options, '-o', 'jsonl']);
      assert.deepEqual(out === '' ? [] : typesOf(lines(out)), types);
    });

  test('payloads are shown as asked for', async () => {
    const resultOf = async (mode: string) => {
      const { out } = await there.durcb(['tail', 'order-1', '--last', '1', '--payload', mode, '-o', 'jsonl']);
      const { ExecutionSucceededDetails, Derived } = JSON.parse(out);
      return { ...ExecutionSucceededDetails.Result, Bytes: Derived.Bytes };
    };
    const Payload = '{"orderId":"1","total":6,"approvedBy":"ann","status":"shipped"}';
    assert.deepEqual(await resultOf('full'), { Payload, Truncated: false, Bytes: undefined });
    assert.deepEqual(await resultOf('none'), { Truncated: true, Bytes: Payload.length });
    const { out } = await there.durcb(['tail', 'order-1', '--payload', 'none']);
    assert.equal(out.includes('shipped'), false);
  });

  test('the end of a wait is a time as any other', async () => {
    const waiting = ['tail', 'order-1', '--type', 'wait', '--last', '2'];
    const { out } = await there.durcb([...waiting, '--time', 'epoch']);
    assert.match(out, /\tWaitStarted\tpack-order\tdue \d{10}(\.\d+)?\n/);
    const [{ Derived }] = await there.json(...waiting);
    assert.match(Derived.Due, /^\d{4}-.*Z$/);
  });

  test('a failure is told even without payloads, but for what may be secret', async () => {
    const { exitCode, out } = await there.durcb([
      'tail',
      'failed-1',
      '--type',
      'execution',
      '--last',
      '1',
      '-o',
      'jsonl',
    ]);
    assert.equal(exitCode, 3);
    const { ExecutionFailedDetails, Derived } = JSON.parse(out);
    assert.deepEqual(ExecutionFailedDetails.Error.Payload, {
      ErrorType: 'OutOfStock',
      ErrorMessage: 'Nothing left of B-2',
    });
    assert.equal(Derived.Detail, 'OutOfStock: Nothing left of B-2');
  });
});

test('following reads each event once, however many come between two questions', async () => {
  const [arn] = (await there.durcb(['executions', '--name', 'order-1', '-o', 'id'])).out.trim().split('\n');
  const { signal } = new AbortController();
  for (const seen of [0, 1, 7, 12]) {
    const ids: number[] = [];
    const query = { DurableExecutionArn: arn ?? '', withData: false, after: seen };
    for await (const { EventId } of followHistory(there.lambda, systemClock, query, signal))
      ids.push(EventId);
    assert.deepEqual(
      ids,
      orderEvents.slice(seen).map((_, index) => seen + index + 1),
    );
  }
});

describe('history', () => {
  test('prints every event as the API has it, and may begin with the newest', async () => {
    const events: Told[] = await there.json('history', 'order-1', '--payload', 'full');
    assert.deepEqual(typesOf(events), orderEvents);
    const reversed: Told[] = await there.json('history', 'order-1', '--payload', 'full', '--reverse');
    assert.deepEqual(reversed.toReversed(), events);
  });

  test('--tree puts operations under their parents, with how they ended', async () => {
    const rows = await there.json('history', 'order-1', '--tree');
    assert.deepEqual(
      rows.map((row: Operation) => [row.Derived.Depth, row.Type, row.Name, row.Status]),
      [
        [0, 'EXECUTION', 'order-1', 'SUCCEEDED'],
        [1, 'STEP', 'price-order', 'SUCCEEDED'],
        [1, 'CALLBACK', 'approve-order', 'SUCCEEDED'],
        [1, 'WAIT', 'pack-order', 'SUCCEEDED'],
        [1, 'STEP', 'ship-order', 'SUCCEEDED'],
      ],
    );
  });

  for (const words of [['--reverse'], ['--payload', 'full']])
    test(`--tree and ${words[0]} exclude each other`, async () => {
      const { exitCode, err } = await there.durcb(['history', 'order-1', '--tree', ...words]);
      assert.equal(exitCode, 2);
      assert.match(err, /^durcb: --tree .*; give --tree or --\w+\n$/);
    });
});

test('result is printed as it is, and takes no --query', async () => {
  const { exitCode, err } = await there.durcb(['result', 'order-1', '--query', 'total']);
  assert.equal(exitCode, 2);
  assert.match(err, /result takes no --query/);
});
