import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pushableClock } from '../pushable-clock.ts';
import { type Emulated, emulated } from './emulated.ts';

const clock = pushableClock();
let there: Emulated;
const arns: Record<string, string> = {};

before(async () => {
  there = await emulated(['order', 'failing', 'callback-with-timeouts'], clock);
  arns.failed = await there.started('failing', 'fail-1', {}, 'end');
  clock.push(60_000);
  arns.one = await there.started('callback-with-timeouts', 'same-1', { data: 'x' }, 'suspended');
  arns.two = await there.started('callback-with-timeouts', 'same-2', { data: 'x' }, 'suspended');
});
after(() => there.close());

const names = async (...words: string[]) => {
  const { exitCode, out, err } = await there.durcb([
    'executions',
    ...words,
    '--query',
    'DurableExecutionName',
    '-o',
    'tsv',
  ]);
  assert.equal(exitCode, 0, err);
  return out.split('\n').filter(Boolean);
};

describe('executions', () => {
  const selections: readonly [string[], string[]][] = [
    [[], ['same-2', 'same-1', 'fail-1']],
    [['failing'], ['fail-1']],
    [['callback-*'], ['same-2', 'same-1']],
    [['callback-with-timeouts:$LATEST', '--limit', '1'], ['same-2']],
    [['--status', 'failed,stopped'], ['fail-1']],
    [
      ['--status', 'running,failed'],
      ['same-2', 'same-1', 'fail-1'],
    ],
    [
      ['--since', '30s ago'],
      ['same-2', 'same-1'],
    ],
    [['--until', '30s ago'], ['fail-1']],
    [['--name', 'same-1'], ['same-1']],
    [
      ['--name', '*-1'],
      ['same-1', 'fail-1'],
    ],
    [['order'], []],
    [
      ['--where', "input.data=='x'"],
      ['same-2', 'same-1'],
    ],
    [['--where', "input.data=='x' && DurableExecutionName!='same-2'", '--limit', '1'], ['same-1']],
    [['--where', "Status=='FAILED' && input.data==null"], ['fail-1']],
    [['--where', "input.data=='y'"], []],
  ];
  for (const [words, expected] of selections)
    test(`lists for ${words.join(' ') || 'nothing more'}`, async () =>
      assert.deepEqual(await names(...words), expected));

  test('refuses a --where that is no JMESPath before anything is asked', async () => {
    const environment = { DURCB_ENDPOINT_URL: 'http://127.0.0.1:1' };
    const { exitCode, err } = await there.durcb(['executions', '--where', 'input.'], { environment });
    assert.equal(exitCode, 2);
    assert.match(err, /--where/);
  });

  test('a row has what the API says, function, version and duration beside it', async () => {
    const [row] = await there.json('executions', 'failing');
    assert.equal(row.DurableExecutionArn, arns.failed);
    assert.equal(row.Status, 'FAILED');
    assert.deepEqual([row.Derived.FunctionName, row.Derived.Version], ['failing', '$LATEST']);
    assert.equal(
      row.Derived.DurationSeconds,
      (Date.parse(row.EndTimestamp) - Date.parse(row.StartTimestamp)) / 1000,
    );
  });

  test('bad values are refused with what is good', async () => {
    const { exitCode, err } = await there.durcb(['executions', '--status', 'broken']);
    assert.equal(exitCode, 2);
    assert.match(err, /RUNNING, SUCCEEDED/);
    assert.equal((await there.durcb(['executions', '--since', 'yesterday'])).exitCode, 2);
    assert.equal((await there.durcb(['executions', '--limit', '0'])).exitCode, 2);
  });
});

describe('an execution may be named', () => {
  const meant = async (...words: string[]) => {
    const { exitCode, out, err } = await there.durcb(['describe', ...words, '-o', 'id']);
    assert.equal(exitCode, 0, err);
    return out.trim();
  };

  test('by ARN, percent-encoded or not', async () => {
    assert.equal(await meant(arns.one ?? ''), arns.one);
    assert.equal(await meant(encodeURIComponent(arns.one ?? '')), arns.one);
    assert.equal(await meant('--durable-execution-arn', arns.one ?? ''), arns.one);
  });

  test('by console address', async () => {
    const [, executionName, executionId] = /durable-execution\/(.*)\/(.*)$/.exec(arns.two ?? '') ?? [];
    const page = 'https://us-east-1.console.aws.amazon.com/lambda/home?region=us-east-1#/functions';
    const address = `${page}/callback-with-timeouts/versions/%24LATEST/executions/${executionName}/${executionId}?tab=events`;
    assert.equal(await meant(address), arns.two);
  });

  test('by name, or the beginning of one', async () => {
    assert.equal(await meant('same-2'), arns.two);
    assert.equal(await meant('fail'), arns.failed);
    assert.equal(await meant('fail-1', '--function', 'failing'), arns.failed);
  });

  test('as the last one', async () => {
    assert.equal(await meant('@last'), arns.two);
    assert.equal(await meant('@last', '--function', 'failing'), arns.failed);
    assert.equal(await meant('@last-failed'), arns.failed);
  });

  const refusals: readonly [string[], number, RegExp][] = [
    [['same'], 2, /more than one execution: .*same-2.*same-1/],
    [['nobody'], 8, /no execution named nobody/],
    [['same-1', '--function', 'failing'], 8, /no execution named same-1 of failing/],
    [['@last', '--function', 'order'], 8, /no execution for @last/],
    [['@next'], 2, /@last and @last-failed/],
    [['no name!'], 11, /no execution can be named/],
    [['arn:aws:lambda:us-east-1:1:function:x'], 11, /not the ARN of a durable execution/],
    [['https://example.com/'], 11, /not the console address/],
    [['arn:aws:%zz'], 11, /not the ARN of a durable execution: arn:aws:%zz/],
    [
      ['https://x.console.aws.amazon.com/lambda/home#/functions/f/versions/1/executions/%zz/i'],
      11,
      /not the console address/,
    ],
    [['same-1', '--function', 'no function'], 11, /not a function name/],
    [
      ['arn:aws:lambda:us-east-1:123456789012:function:failing:1/durable-execution/x/y'],
      8,
      /does not exist/i,
    ],
  ];
  for (const [words, code, message] of refusals)
    test(`but not as ${words.join(' ')}`, async () => {
      const { exitCode, err } = await there.durcb(['describe', ...words]);
      assert.equal(exitCode, code, err);
      assert.match(err, message);
    });
});

describe('describe', () => {
  test('says what an execution waits for, and until when', async () => {
    const { Status, Derived } = await there.json('describe', 'same-1');
    assert.deepEqual([Status, Derived.State, Derived.WaitsFor.length], ['RUNNING', 'waiting', 1]);
    assert.deepEqual([Derived.WaitsFor[0].Kind, Derived.WaitsFor[0].Name], ['callback', 'example-callback']);
    assert.match(Derived.Waiting, /^callback example-callback \(expires in [12]m/);
  });

  test('says why one failed, and shows payloads only when asked', async () => {
    const shown = await there.json('describe', 'fail-1');
    assert.deepEqual(
      [shown.Status, shown.Derived.State, shown.Derived.Error],
      ['FAILED', 'ended', 'OutOfStock: Nothing left of A-1'],
    );
    assert.deepEqual(
      [shown.InputPayload, shown.Error.StackTrace, shown.Derived.Input.Bytes],
      [undefined, undefined, 2],
    );
    assert.equal((await there.json('describe', 'fail-1', '--show')).InputPayload, '{}');
  });

  test('is a list of names and values on a terminal', async () => {
    const { out } = await there.durcb(['describe', 'same-1'], {
      terminal: true,
      environment: { NO_COLOR: '1' },
    });
    assert.match(out, /state +waiting/);
    assert.match(
      out,
      /waits for\s+callback example-callback .*after its last heartbeat\)\s+callback id\s+[\w+/]+=*\n/,
    );
  });
});

describe('result', () => {
  test('is nothing but the exit code of an execution that did not succeed', async () => {
    for (const [name, code, message] of [
      ['fail-1', 3, /Nothing left/],
      ['same-1', 1, /--wait/],
    ] as const) {
      const { exitCode, out, err } = await there.durcb(['result', name]);
      assert.deepEqual([exitCode, out], [code, '']);
      assert.match(err, message);
    }
  });
});

describe('wait', () => {
  test('prints the id of the callback it waited for', async () => {
    const { exitCode, out } = await there.durcb([
      'wait',
      'same-1',
      '--for',
      'callback:example-callback',
      '-o',
      'id',
    ]);
    assert.equal(exitCode, 0);
    assert.equal(out, (await there.durcb(['pending', '--execution', 'same-1', '-o', 'id'])).out);
  });

  test('gives up when the time is up, with 124', async () => {
    const { exitCode, err } = await there.durcb(['wait', 'same-1', '--timeout', '50ms']);
    assert.equal(exitCode, 124);
    assert.match(err, /did not happen within/);
  });

  const conditions: readonly [string, string, number][] = [
    ['fail-1', 'end', 3],
    ['fail-1', 'status=failed', 0],
    ['fail-1', 'status=SUCCEEDED', 3],
    ['fail-1', 'operation:count-stock', 0],
    ['fail-1', 'operation:nothing', 3],
    ['fail-1', 'callback:nothing', 3],
    ['fail-1', 'suspended', 3],
    ['fail-1', 'whatever', 2],
  ];
  for (const [name, condition, code] of conditions)
    test(`for ${condition} of a failed execution exits ${code}`, async () =>
      assert.equal((await there.durcb(['wait', name, '--for', condition])).exitCode, code));
});
