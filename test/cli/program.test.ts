import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { argument, command, flag } from '../../src/cli/command.ts';
import { runWith } from './run-with.ts';

const text = z.optional(z.string());

// Shows what it was given.
const send = command({
  name: 'send-success',
  summary: 'answer a callback',
  arguments: { callback: argument('[callback]', 'its id', text, 'callback') },
  options: {
    result: flag('--result <file>', 'the result', text, 'file'),
    noResult: flag('--no-result', 'send nothing', z.optional(z.literal(true))),
    limit: flag('--limit <count>', 'so many', z.optional(z.coerce.number().check(z.int(), z.minimum(1)))),
    lines: flag('--stack-trace <line>...', 'lines', z.optional(z.array(z.string()))),
    execution: flag('--execution <execution>', 'of which', text, 'execution'),
  },
  examples: ['durcb send-success ID --result answer.json'],
  run: async (_context, input) => ({ kind: 'record', record: input, columns: [] }),
});

const start = command({
  name: 'start',
  aliases: ['begin', 'launch'],
  summary: 'start an execution',
  arguments: {
    function: argument('<function>', 'which function', z.string(), 'function'),
    words: argument('[word...]', 'more', z.array(z.string())),
  },
  options: { input: flag('--input <file>', 'its input', text, 'file') },
  run: async (_context, input) => ({ kind: 'record', record: input, columns: [] }),
});

const commands = [send, start];

async function inputOf(...argv: string[]): Promise<unknown> {
  const { exitCode, out, err } = await runWith(commands, [...argv, '-o', 'json']);
  assert.equal(err, '');
  assert.equal(exitCode, 0);
  return JSON.parse(out);
}

async function refusal(...argv: string[]): Promise<string> {
  const { exitCode, out, err } = await runWith(commands, argv);
  assert.equal(exitCode, 2);
  assert.equal(out, '');
  assert.match(err, /^durcb: [^\n]+\n$/);
  return err.slice('durcb: '.length, -1);
}

test('takes arguments and options by the names the command gives them', async () => {
  assert.deepEqual(await inputOf('send-success', 'abc', '--result', '-', '--limit', '3'), {
    callback: 'abc',
    result: '-',
    limit: 3,
  });
});

test('takes a list from an option that repeats, and leaves the argument behind it alone', async () => {
  assert.deepEqual(await inputOf('send-success', '--stack-trace', 'a', '--stack-trace=b', 'id'), {
    callback: 'id',
    lines: ['a', 'b'],
  });
});

test('tells --no-result from --result, and a command’s --input from the global --no-input', async () => {
  assert.deepEqual(await inputOf('send-success', '--no-result'), { noResult: true });
  assert.deepEqual(await inputOf('start', 'f', '--no-input', '--input', 'x'), {
    function: 'f',
    words: [],
    input: 'x',
  });
});

test('takes global options before and after the command', async () => {
  const { out } = await runWith(commands, ['-o', 'json', 'start', 'f']);
  assert.deepEqual(JSON.parse(out), { function: 'f', words: [] });
});

test('leaves what looks like a global option to the option whose value it is', async () => {
  assert.deepEqual(await inputOf('send-success', '--result', '--quiet'), { result: '--quiet' });
});

test('finds commands by their aliases', async () => {
  assert.deepEqual(await inputOf('launch', 'f', 'a', 'b'), { function: 'f', words: ['a', 'b'] });
});

test('takes whatever is behind -- as arguments', async () => {
  const { out } = await runWith(commands, ['start', '-o', 'json', 'f', '--', '--x', '-o', 'id']);
  assert.deepEqual(JSON.parse(out), { function: 'f', words: ['--x', '-o', 'id'] });
});

test('knows the long spellings of AWS', async () => {
  assert.deepEqual(
    await inputOf('send-success', '--callback-id', 'abc', '--durable-execution-arn', 'arn:x'),
    {
      callback: 'abc',
      execution: 'arn:x',
    },
  );
  assert.deepEqual(await inputOf('start', '--function-name', 'f', 'a'), { function: 'f', words: ['a'] });
});

const refusals: readonly [argv: string[], expected: string][] = [
  [['xyz'], "unknown command 'xyz'; see: durcb help"],
  [['send-succes'], "unknown command 'send-succes'; did you mean send-success?"],
  [['send-success', '--reslt', 'x'], "unknown option '--reslt'; did you mean --result?"],
  [['send-success', 'a', 'b'], "send-success: unexpected argument 'b'; see: durcb help send-success"],
  [
    ['send-success', 'a', '--callback-id', 'b'],
    "send-success: unexpected argument 'a'; see: durcb help send-success",
  ],
  [['start'], 'start: missing <function>, which function; see: durcb help start'],
  [['send-success', '--result'], "option '--result <file>' argument missing; see: durcb help send-success"],
  [['send-success', '--limit', '0'], "--limit: expected at least 1, got '0'"],
  [['send-success', '--limit', 'x'], "--limit: expected a number, got 'x'"],
  [['start', 'f', '-o', 'xml'], "--output: expected one of table, tsv, json, jsonl, id, none, got 'xml'"],
  [
    ['start', 'f', '--endpoint-url', 'localhost'],
    "--endpoint-url: expected an address such as http://127.0.0.1:9014, got 'localhost'",
  ],
  [
    ['start', 'f', '--local', '--endpoint-url', 'http://x'],
    '--local and --endpoint-url exclude each other; give one of them',
  ],
  [['start', 'f', '--query', 'a['], '--query: Syntax error: expected Star, got: EOF; see jmespath.org'],
  [
    ['start', 'f', '-o', 'id', '--query', 'a'],
    '--query and -o id exclude each other; use -o tsv with --query',
  ],
  [['help', 'strt'], "unknown command 'strt'; did you mean start?"],
];

for (const [argv, expected] of refusals) {
  test(`refuses durcb ${argv.join(' ')}`, async () => assert.equal(await refusal(...argv), expected));
}

test('says an error as JSON where the output is JSON, even when the command line is not understood', async () => {
  for (const argv of [
    ['-o', 'json', 'start'],
    ['start', '-o', 'jsonl', '--nosuch'],
  ]) {
    const { exitCode, err } = await runWith(commands, argv);
    assert.equal(exitCode, 2);
    const { error } = JSON.parse(err);
    assert.equal(error.code, 'usage');
    assert.equal(error.exitCode, 2);
  }
});

test('shows help for durcb alone, for help, and for --help', async () => {
  const outputs = await Promise.all(
    [[], ['help'], ['--help'], ['-h']].map((argv) => runWith(commands, argv)),
  );
  for (const { exitCode, out, err } of outputs) {
    assert.equal(exitCode, 0);
    assert.equal(err, '');
    assert.equal(out, outputs[0]?.out);
  }
  assert.match(
    outputs[0]?.out ?? '',
    /^Usage: durcb .*Commands:\n {2}send-success \[callback\] +answer a callback\n/s,
  );
});

test('shows help for one command, with its own options apart from those of all', async () => {
  const { out } = await runWith(commands, ['help', 'begin']);
  assert.deepEqual(out, (await runWith(commands, ['start', '--help'])).out);
  assert.match(out, /^Usage: durcb start\|begin \[options\] <function> \[word...\]\n/);
  assert.match(out, /\nOptions:\n {2}--input <file>/);
  assert.match(out, /\nGlobal options:\n {2}-o, --output <mode>/);
  assert.doesNotMatch(out, /function-name/);
});

test('ends help with examples', async () => {
  const { out } = await runWith(commands, ['send-success', '-h']);
  assert.match(out, /\nExamples:\n {2}durcb send-success ID --result answer.json\n$/);
});

test('colours help on a terminal only', async () => {
  const escape = '\u001b[1m';
  assert.ok((await runWith(commands, [], { terminal: true })).out.includes(escape));
  assert.ok(!(await runWith(commands, [])).out.includes(escape));
  assert.ok(
    !(await runWith(commands, ['--color', 'never', 'help'], { terminal: true })).out.includes(escape),
  );
  assert.ok((await runWith(commands, ['--color', 'always', 'help'])).out.includes(escape));
});

test('prints the version', async () => {
  assert.equal((await runWith(commands, ['--version'])).out, '1.2.3\n');
});
