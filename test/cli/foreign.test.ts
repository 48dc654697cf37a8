import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { translate } from '../../src/cli/foreign/translate.ts';
import { readInput } from '../../src/cli/input.ts';
import { parseCommandLine } from '../../src/cli/program.ts';
import { commands } from '../../src/commands/index.ts';
import { runWith } from './run-with.ts';

const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:order:3/durable-execution/order-7/5c';

/** What is typed, as a shell takes it apart, and what durcb says to type instead. */
const lines: readonly (readonly [typed: string[], instead: string])[] = [
  [
    ['send-durable-execution-callback-success', '--callback-id', 'eA==', '--result', 'fileb://r.json'],
    'send-success eA== --result r.json',
  ],
  [
    [
      'aws',
      'lambda',
      'send-durable-execution-callback-success',
      '--callback-id=eA==',
      '--result',
      'eyJhIjoxfQ==',
    ],
    `send-success eA== --result-text '{"a":1}'`,
  ],
  [
    [
      'send-durable-execution-callback-success',
      '--callback-id',
      'eA==',
      '--payload',
      `{"who": "it's me"}`,
      '--cli-binary-format',
      'raw-in-base64-out',
      '--profile',
      'prod',
    ],
    `send-success eA== --result-text '{"who": "it'\\''s me"}' --profile prod`,
  ],
  [['send-durable-execution-callback-success'], 'send-success <callback> --no-result'],
  [
    [
      'send-durable-execution-callback-failure',
      '--callback-id',
      'eA==',
      '--error',
      'ErrorType=Declined,ErrorMessage="card expired"',
    ],
    "send-failure eA== --error-type Declined --error-message 'card expired'",
  ],
  [
    [
      'send-durable-execution-callback-failure',
      '--callback-id',
      'eA==',
      '--error',
      '{"ErrorType":"X","StackTrace":["a b","c"]}',
    ],
    "send-failure eA== --error-type X --stack-trace 'a b' --stack-trace c",
  ],
  [
    ['send-durable-execution-callback-failure', '--callback-id', 'eA==', '--error', 'file://e.json'],
    'send-failure eA== --error e.json',
  ],
  [['send-durable-execution-callback-heartbeat', '--callback-id', 'eA=='], 'heartbeat eA=='],
  [
    [
      'list-durable-executions-by-function',
      '--function-name',
      'order',
      '--qualifier',
      'live',
      '--statuses',
      'RUNNING',
      'FAILED',
      '--max-items',
      '5',
      '--no-paginate',
      '--query',
      'DurableExecutions[].DurableExecutionArn',
      '--output',
      'text',
    ],
    'executions order:live --limit 5 --status RUNNING,FAILED --query DurableExecutionArn -o tsv',
  ],
  [['list-durable-executions'], 'executions'],
  [
    ['list-durable-executions', '--started-after', '1763800000', '--started-before', '2026-01-02'],
    'executions --since 2025-11-22T08:26:40.000Z --until 2026-01-02',
  ],
  [['get-durable-execution', '--durable-execution-arn', arn], `describe ${arn}`],
  [
    [
      '--region',
      'eu-west-1',
      'get-durable-execution-history',
      '--durable-execution-arn',
      arn,
      '--include-execution-data',
      '--reverse-order',
    ],
    `history ${arn} --reverse --payload full --region eu-west-1`,
  ],
  [['stop-durable-execution', '--durable-execution-arn', arn], `stop ${arn}`],
  [
    [
      'lambda',
      'invoke',
      '--function-name',
      'order',
      '--qualifier',
      '$LATEST',
      '--invocation-type',
      'Event',
      '--durable-execution-name',
      'order-7',
      '--payload',
      'file://order.json',
      'out.json',
    ],
    `start 'order:$LATEST' --name order-7 --input order.json`,
  ],
  [['lambda', 'invoke', '--function-name', 'order', '/dev/stdout'], 'start order --wait'],
  [
    ['lambda', 'invoke', '--function-name', 'order', '--invocation-type', 'DryRun', 'out.json'],
    'doctor --function order',
  ],
  [
    ['sam', 'local', 'callback', 'succeed', 'eA==', '-r', 'Approved by me'],
    "send-success eA== --result-text 'Approved by me' --local",
  ],
  [
    ['callback', 'fail', '--error-type', 'X', '--stack-trace', 'a', '--stack-trace', 'b', 'eA=='],
    'send-failure eA== --error-type X --stack-trace a --stack-trace b',
  ],
  [['local', 'execution', 'history', arn, '--format', 'json'], `history ${arn} -o json --local`],
  [['remote', 'execution', 'get', arn, '--region', 'eu-west-1'], `describe ${arn} --region eu-west-1`],
  [['execution', 'stop', arn, '--error-type', 'Operator'], `stop ${arn} --error-type Operator`],
  [
    ['local', 'invoke', 'order', '-e', 'event.json', '--durable-execution-name', 'n'],
    'start order --name n --input event.json --wait --local',
  ],
  [
    ['dex-local-runner', 'invoke', '--function-name', 'order', '--input', '{}'],
    "start order --input-text '{}' --wait",
  ],
  [['iam-policy', '--for', 'pending,send'], 'doctor --iam pending,send'],
  [['start-server', '--port', '5000'], 'emulate <handler> --port 5000'],
];

describe("a command line of the AWS CLI, SAM or the Python emulator is answered with durcb's", () => {
  for (const [typed, instead] of lines)
    test(typed.join(' '), async () => {
      const { exitCode, out, err } = await runWith(commands, typed);
      assert.equal(exitCode, 2);
      assert.equal(out, '');
      assert.match(err, /^durcb: '[a-z -]+' is not durcb's; type: /);
      assert.equal(err.split('; type: ')[1], `durcb ${instead}\n`);
      const options = { commands, version: '1', width: 80, color: () => false };
      const { request } = parseCommandLine(translate(typed)?.words ?? [], options);
      assert.ok(request.kind === 'run');
      readInput(request.command, request.typed);
    });
});

test('a query for a list is asked of each row, or of the whole in JSON', () => {
  const queries: readonly (readonly [query: string, output: string | undefined, instead: string[]])[] = [
    ['DurableExecutions[*].[Status,EndTimestamp]', 'text', ['[Status,EndTimestamp]', '-o', 'tsv']],
    ["DurableExecutions[?Status=='FAILED']", undefined, ["[?Status=='FAILED']", '-o', 'json']],
    ['DurableExecutions[].Status', 'json', ['[].Status', '-o', 'json']],
    ['DurableExecutions[0].Status', 'text', ['[0].Status', '-o', 'json']],
    ['DurableExecutions[].Status | [0]', 'table', ['[].Status | [0]', '-o', 'json']],
    ['NextMarker', 'text', ['NextMarker', '-o', 'tsv']],
  ];
  for (const [query, output, instead] of queries) {
    const typed = ['list-durable-executions', '--query', query, ...(output ? ['--output', output] : [])];
    assert.deepEqual(translate(typed)?.words, ['executions', '--query', ...instead]);
  }
});

test('commands are known by other names, too', async () => {
  const { err } = await runWith(commands, ['succeed', 'eA==']);
  assert.equal(err, "durcb: unknown command 'succeed'; did you mean send-success?\n");
  for (const word of ['local', 'constructor'])
    assert.match((await runWith(commands, [word])).err, /^durcb: unknown command '\w+'; see/);
});

describe('options of the AWS CLI are answered with what durcb has', () => {
  const options: readonly (readonly [typed: string[], hint: string])[] = [
    [['send-success', 'eA==', '--payload', '{}'], 'give --result FILE, or --result-text TEXT'],
    [['start', 'order', '--payload', '{}'], 'give --input FILE, or --input-text TEXT'],
    [['executions', 'order', '--no-paginate'], 'all pages are read: leave it out'],
    [
      ['send-success', 'eA==', '--cli-binary-format', 'raw-in-base64-out'],
      'bytes are sent as they are: leave it out',
    ],
    [['start', 'order', '--qualifier', '3'], 'name the version with the function, as in order:3'],
    [['pending', '--output', 'text'], 'what AWS calls text is tsv'],
  ];
  for (const [typed, hint] of options)
    test(typed.join(' '), async () => {
      const { exitCode, err } = await runWith(commands, typed);
      assert.equal(exitCode, 2);
      assert.ok(err.endsWith(`; ${hint}\n`), err);
    });
});
