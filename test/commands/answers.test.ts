import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Emulated, emulated } from './emulated.ts';

let there: Emulated;
let directory: string;
let count = 0;

before(async () => {
  there = await emulated(['callback-with-timeouts', 'submitter-retry', 'two-callbacks']);
  directory = await mkdtemp(join(tmpdir(), 'durcb-answers-'));
});
after(async () => {
  await there.close();
  await rm(directory, { recursive: true });
});

const name = 'example-callback';
const unknownId = btoa('nobody/nothing');

/** A fresh execution that waits for its callback. */
async function waiting(): Promise<{ execution: string; id: string; where: string[] }> {
  const execution = `answers-${++count}`;
  await there.started('callback-with-timeouts', execution, { data: 'x' }, `callback:${name}`);
  const where = ['--execution', execution, '--callback', name];
  const id = await there.durcb(['pending', '--execution', execution, '-o', 'id']);
  return { execution, id: id.out.trim(), where };
}

const resultOf = async (execution: string) => {
  const { out } = await there.durcb(['result', execution, '--wait']);
  return JSON.parse(out).result;
};

async function file(fileName: string, bytes: string | Uint8Array): Promise<string> {
  const path = join(directory, fileName);
  await writeFile(path, bytes);
  return path;
}

describe('send-success', () => {
  test('sends a file byte for byte, and says size and hash instead of it', async () => {
    const { execution, id } = await waiting();
    const bytes = Buffer.from('{"price":  1.50,\r\n "name": "Zoë"}\n\n');
    const { exitCode, out } = await there.durcb([
      'send-success',
      id,
      '--result',
      await file('a.json', bytes),
      '-o',
      'json',
    ]);
    assert.equal(exitCode, 0);
    const said = JSON.parse(out);
    assert.deepEqual([said.CallbackId, said.Derived.Bytes, said.Derived.Sent], [id, bytes.length, true]);
    assert.equal(said.Derived.Sha256, createHash('sha256').update(bytes).digest('hex'));
    assert.equal(out.includes('Zoë'), false);
    assert.equal(await resultOf(execution), bytes.toString());
  });

  test('takes the result from stdin', async () => {
    const { execution, id } = await waiting();
    const { exitCode } = await there.durcb(['send-success', id, '--result', '-'], { stdin: 'from a pipe\n' });
    assert.equal(exitCode, 0);
    assert.equal(await resultOf(execution), 'from a pipe\n');
  });

  test('takes the result as text', async () => {
    const { execution, where } = await waiting();
    await there.durcb(['send-success', ...where, '--result-text', ' "as typed" ']);
    assert.equal(await resultOf(execution), ' "as typed" ');
  });

  test('can go without a result', async () => {
    const { execution, where } = await waiting();
    const said = await there.json('send-success', ...where, '--no-result');
    assert.equal(said.Derived.Bytes, undefined);
    assert.equal(await resultOf(execution), undefined);
  });

  test('takes the id from the environment, from stdin, in quotes and percent-encoded', async () => {
    const ways: ((id: string) => Promise<{ exitCode: number }>)[] = [
      (id) => there.durcb(['send-success', '--no-result'], { environment: { DURCB_CALLBACK_ID: id } }),
      (id) => there.durcb(['send-success', '-', '--no-result'], { stdin: `${id}\n` }),
      (id) => there.durcb(['send-success', `"${id}"\n`, '--no-result']),
      (id) => there.durcb(['send-success', encodeURIComponent(id), '--no-result']),
      (id) => there.durcb(['send-success', '--callback-id', id, '--no-result']),
    ];
    for (const way of ways) assert.equal((await way((await waiting()).id)).exitCode, 0);
  });

  test('finds a callback by the name of the waitForCallback around it', async () => {
    const input = { claimId: 'c-1', desk: directory };
    await there.started('submitter-retry', 'claim-1', input, 'callback:claim-review');
    const said = await there.durcb([
      'send-success',
      '--execution',
      'claim-1',
      '--callback',
      'claim-review',
      '--result-text',
      '{"verdict":"yes"}',
    ]);
    assert.equal(said.exitCode, 0, said.err);
    const { out } = await there.durcb(['result', 'claim-1', '--wait']);
    assert.deepEqual(JSON.parse(out), { claimId: 'c-1', verdict: 'yes' });
  });

  test('makes a JSON string of a text, where that is asked for', async () => {
    const { execution, id } = await waiting();
    const path = await file('plain.json', 'Zoë said "yes"\n');
    const { exitCode } = await there.durcb(['send-success', id, '--result', path, '--as-json-string']);
    assert.equal(exitCode, 0);
    assert.equal(await resultOf(execution), '"Zoë said \\"yes\\"\\n"');
    const refusals: readonly [number, string[]][] = [
      [2, ['--no-result']],
      [11, ['--result', await file('latin', Buffer.from([0xe9]))]],
    ];
    for (const [code, options] of refusals)
      assert.equal((await there.durcb(['send-success', id, ...options, '--as-json-string'])).exitCode, code);
  });

  test('--dry-run says what would be sent and where, and sends nothing', async () => {
    const { execution, id } = await waiting();
    const said = await there.json('send-success', id, '--result-text', 'four', '--dry-run');
    assert.deepEqual([said.Derived.Bytes, said.Derived.Sent, said.Derived.Endpoint], [4, false, there.url]);
    assert.equal((await there.json('pending', '--execution', execution)).length, 1);
  });

  test('--wait goes on until the function has done something, and knows how it ended', async () => {
    const { id } = await waiting();
    const said = await there.json('send-success', id, '--result-text', 'x', '--wait');
    assert.equal(said.Derived.Status, 'SUCCEEDED');
  });

  test('--show prints what is sent', async () => {
    const { id } = await waiting();
    const said = await there.json('send-success', id, '--result-text', 'for all to see', '--show');
    assert.equal(said.Derived.Result, 'for all to see');
  });

  test('says where, in which execution and to which callback, and shows a table what --show asks for', async () => {
    const { execution, id } = await waiting();
    for (const more of [['--dry-run'], []]) {
      const words = ['send-success', id, '--result-text', 'for all to see', '--show', ...more, '-o', 'table'];
      const { out } = await there.durcb(words);
      for (const line of [`name +${name}`, `execution +${execution}`, `endpoint +${there.url}`])
        assert.match(out, new RegExp(`^${line}$`, 'm'));
      assert.match(out, /^result +for all to see$/m);
    }
  });

  test('names the region where that is AWS, and the execution as far as it is told', async () => {
    const words = ['send-success', unknownId, '--no-result', '--dry-run', '-o', 'json'];
    const environment = { DURCB_ENDPOINT_URL: '', AWS_REGION: 'eu-west-1' };
    const { exitCode, out, err } = await there.durcb(words, { environment });
    assert.equal(exitCode, 0, err);
    assert.equal(JSON.parse(out).Derived.Endpoint, 'AWS eu-west-1');
  });
});

describe('send-failure', () => {
  test('sends an error by options', async () => {
    const { execution, where } = await waiting();
    const options = [
      '--error-type',
      'Declined',
      '--error-message',
      'no funds',
      '--error-data',
      '{"code":51}',
    ];
    const trace = ['--stack-trace', 'at pay', '--stack-trace', 'at main'];
    const { exitCode, out } = await there.durcb(['send-failure', ...where, ...options, ...trace]);
    assert.equal(exitCode, 0);
    assert.equal(out.includes('no funds'), false);
    await there.durcb(['wait', execution]);
    const history = await there.json('history', execution, '--payload', 'full');
    const failed = history.find(({ EventType }: { EventType: string }) => EventType === 'CallbackFailed');
    assert.deepEqual(failed.CallbackFailedDetails.Error.Payload, {
      ErrorType: 'Declined',
      ErrorMessage: 'no funds',
      ErrorData: '{"code":51}',
      StackTrace: ['at pay', 'at main'],
    });
  });

  test('sends an error out of a file, which options may overrule', async () => {
    const { execution, where } = await waiting();
    const path = await file('error.json', '{"ErrorType": "Declined", "ErrorMessage": "no funds"}');
    await there.durcb(['send-failure', ...where, '--error', path, '--error-message', 'card expired']);
    const { exitCode, err } = await there.durcb(['result', execution, '--wait']);
    assert.equal(exitCode, 3);
    assert.match(err, /card expired/);
  });

  test('sends the error of a trace', async () => {
    const { execution, where } = await waiting();
    const stdin = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: no funds\n';
    await there.durcb(['send-failure', ...where, '--error', '-', '--error-data', '51'], { stdin });
    const query = "[?EventType=='CallbackFailed'].CallbackFailedDetails.Error.Payload | [0]";
    assert.deepEqual(await there.json('history', execution, '--payload', 'full', '--query', query), {
      ErrorType: 'ValueError',
      ErrorMessage: 'no funds',
      ErrorData: '51',
      StackTrace: ['Traceback (most recent call last):', '  File "a.py", line 1, in f'],
    });
  });
});

describe('--stack-trace', () => {
  const trace = 'Declined: no funds\n    at pay (a.js:1:2)\n    at main (a.js:3:4)\n';
  const cases: readonly [string, string[], object][] = [
    [
      'takes a file of lines, and further lines',
      ['@lines.txt', 'third'],
      { ErrorType: 'T', StackTrace: ['first', 'second', 'third'] },
    ],
    [
      'takes the frames out of a trace, and what happened where nothing else says it',
      ['@trace.txt'],
      {
        ErrorType: 'T',
        ErrorMessage: 'no funds',
        StackTrace: ['    at pay (a.js:1:2)', '    at main (a.js:3:4)'],
      },
    ],
    ['takes stdin', ['@-'], { ErrorType: 'T', StackTrace: ['piped'] }],
  ];
  for (const [title, lines, error] of cases)
    test(title, async () => {
      await file('lines.txt', 'first\r\nsecond\r\n\r\n');
      await file('trace.txt', trace);
      const { id } = await waiting();
      const paths = lines.map((line) => line.replace(/^@(.*txt)$/, `@${directory}/$1`));
      const options = ['--error-type', 'T', ...paths.flatMap((line) => ['--stack-trace', line])];
      const { out } = await there.durcb(
        ['send-failure', id, ...options, '--dry-run', '--show', '-o', 'json'],
        { stdin: 'piped\n' },
      );
      assert.deepEqual(JSON.parse(out).Derived.Error, error);
    });

  test('says which file is not there', async () => {
    const { exitCode, err } = await there.durcb(['send-failure', unknownId, '--stack-trace', '@nowhere.txt']);
    assert.equal(exitCode, 11);
    assert.match(err, /nowhere\.txt: there is no such file; nothing was sent; give --stack-trace/);
  });
});

describe('a dry run of an answer to a closed callback', () => {
  test('ends as the answer would', async () => {
    const { where } = await waiting();
    await there.durcb(['send-success', ...where, '--no-result']);
    const dry = await there.durcb(['send-success', ...where, '--no-result', '--dry-run']);
    assert.deepEqual([dry.exitCode, dry.out], [6, '']);
    assert.match(dry.err, /answered with success at .*; nothing would be sent/);
    const options = ['--no-result', '--dry-run', '--if-pending', '--query', 'Derived.Sent'];
    const allowed = await there.durcb(['send-success', ...where, ...options]);
    assert.deepEqual([allowed.exitCode, allowed.out], [0, 'false\n']);
  });
});

describe('a closed callback is told who closed it and when', () => {
  const cases: readonly [string, string[], number, RegExp][] = [
    ['by success', ['send-success', '--no-result'], 6, /answered with success at \d{4}-\d\d-\d\dT/],
    ['by failure', ['send-failure', '--error-type', 'No'], 6, /answered with failure at \d{4}-/],
  ];
  for (const [title, [command = '', ...options], code, words] of cases)
    test(title, async () => {
      const { id, where } = await waiting();
      await there.durcb([command, ...where, ...options]);
      for (const words_ of [
        ['send-success', id, '--no-result'],
        ['send-failure', id, '--error-type', 'X'],
        ['heartbeat', id],
      ]) {
        const { exitCode, out, err } = await there.durcb(words_);
        assert.deepEqual([exitCode, out], [code, '']);
        assert.match(err, words);
      }
    });

  test('by a stop of its execution', async () => {
    const { execution, where } = await waiting();
    await there.durcb(['stop', execution]);
    const { exitCode, err } = await there.durcb(['send-success', ...where, '--no-result', '-o', 'json']);
    assert.equal(exitCode, 7);
    const { error } = JSON.parse(err);
    assert.equal(error.code, 'execution-ended');
    assert.match(error.message, /execution stopped at \d{4}-/);
  });

  test('and with --if-pending it is no error', async () => {
    const { where } = await waiting();
    await there.durcb(['send-success', ...where, '--no-result']);
    const { exitCode, out, err } = await there.durcb([
      'send-success',
      ...where,
      '--no-result',
      '--if-pending',
      '-o',
      'json',
    ]);
    assert.equal(exitCode, 0);
    assert.equal(JSON.parse(out).Derived.Sent, false);
    assert.match(err, /answered with success at .*nothing was sent/);
  });
});

describe('waiting for a callback that has been and gone ends at once', () => {
  const ends: readonly [string, (execution: string) => string[], number, RegExp][] = [
    [
      'answered',
      (execution) => ['send-success', '--execution', execution, '--callback', name, '--no-result', '--wait'],
      6,
      /callback example-callback of execution .* is closed: answered with success at \d{4}-/,
    ],
    ['lost', (execution) => ['stop', execution], 7, /is closed: execution stopped at \d{4}-/],
  ];
  for (const [title, close, code, words] of ends)
    test(title, async () => {
      const { execution } = await waiting();
      await there.durcb(close(execution));
      const { exitCode, out, err } = await there.durcb(['wait', execution, '--for', `callback:${name}`]);
      assert.deepEqual([exitCode, out], [code, '']);
      assert.match(err, words);
    });

  test('answered, while the execution goes on', async () => {
    await there.started('two-callbacks', 'loan', { customerId: 'c' }, 'callback:credit-check');
    await there.durcb(['send-success', '--execution', 'loan', '--callback', 'credit-check', '--no-result']);
    const { exitCode } = await there.durcb(['wait', 'loan', '--for', 'callback:credit-check']);
    assert.equal(exitCode, 6);
  });
});

describe('what cannot be sent is refused, and why', () => {
  const cases: readonly [string, string[], number, RegExp][] = [
    ['an unknown id', ['send-success', unknownId, '--no-result'], 8, /no callback has the id/],
    ['an id of somebody else', ['send-success', 'a+b/c==', '--no-result'], 8, /no callback has the id/],
    ['an empty id', ['send-success', '', '--no-result'], 11, /the callback id is empty; an id is base64/],
    ['a malformed id', ['send-success', 'not an id', '--no-result'], 11, /not a callback id/],
    [
      'an unknown id to wait for',
      ['send-success', unknownId, '--no-result', '--wait'],
      8,
      /no callback has the id/,
    ],
    ['no id', ['send-success', '--no-result'], 2, /no callback is named.*DURCB_CALLBACK_ID/],
    ['no result', ['send-success', unknownId], 2, /no result is given.*--no-result/],
    [
      'two results',
      ['send-success', unknownId, '--no-result', '--result-text', 'x'],
      2,
      /more than one result/,
    ],
    ['no error', ['send-failure', unknownId], 2, /no error is given/],
    ['id and name', ['send-success', unknownId, '--callback', 'x', '--no-result'], 2, /named twice/],
    ['a name without a place', ['send-success', '--callback', 'x', '--no-result'], 2, /--execution/],
    ['stdin for two things', ['send-success', '-', '--result', '-'], 2, /stdin cannot be both/],
    ['stdin for two others', ['send-failure', '-', '--stack-trace', '@-'], 2, /stdin cannot be both/],
    ['empty stdin for an id', ['send-success', '-', '--no-result'], 2, /stdin holds no callback id/],
    [
      'a missing file',
      ['send-success', unknownId, '--result', 'nowhere.json'],
      11,
      /nowhere.json.*no such file; nothing was sent/,
    ],
    [
      'nothing on stdin',
      ['send-success', unknownId, '--result', '-'],
      11,
      /stdin is empty; nothing was sent; give --no-result/,
    ],
  ];
  for (const [title, words, code, message] of cases)
    test(title, async () => {
      const { exitCode, out, err } = await there.durcb(words);
      assert.deepEqual([exitCode, out], [code, ''], err);
      assert.match(err, message);
      // Those that wait may be told, too.
      const lines = err.trim().split('\n');
      assert.ok(
        lines.slice(0, -1).every((line) => / is \S+ of \S+, waiting for /.test(line)),
        err,
      );
    });

  test('a name that nobody has', async () => {
    const { execution } = await waiting();
    const { exitCode, err } = await there.durcb([
      'send-success',
      '--execution',
      execution,
      '--callback',
      'x',
      '--no-result',
    ]);
    assert.equal(exitCode, 8);
    assert.match(err, /no callback is named x/);
  });

  test('a name that several have', async () => {
    await waiting();
    await waiting();
    const { exitCode, err } = await there.durcb([
      'heartbeat',
      '--function',
      'callback-with-timeouts',
      '--callback',
      name,
    ]);
    assert.equal(exitCode, 2);
    assert.match(
      err,
      /more than one callback is named example-callback: \S+= \(of answers-\d+\), \S+= \(of /,
    );
  });

  test('several ids for one answer', async () => {
    const { exitCode, err } = await there.durcb(['send-success', '-', '--no-result'], {
      stdin: 'YWJj\nYWJk\n',
    });
    assert.equal(exitCode, 2);
    assert.match(err, /one callback at a time/);
  });

  test('a result that is too large, by its size', async () => {
    const { id } = await waiting();
    const path = await file('large.bin', new Uint8Array(1_048_577));
    const { exitCode, err } = await there.durcb(['send-success', id, '--result', path]);
    assert.equal(exitCode, 11);
    assert.match(err, /1048577 bytes/);
  });

  test('a .json file that is none, with line and column', async () => {
    const { id } = await waiting();
    const path = await file('broken.json', '{\n  "a": 1,\n}');
    const { exitCode, err } = await there.durcb(['send-success', id, '--result', path]);
    assert.equal(exitCode, 11);
    assert.match(err, /line 3, column 1/);
  });

  test('an error file that is neither JSON nor a trace', async () => {
    const { exitCode, err } = await there.durcb(['send-failure', unknownId, '--error', '-'], {
      stdin: 'oops',
    });
    assert.equal(exitCode, 11);
    assert.match(err, /--error is not JSON: line 1.*what Node, Python or Java print/);
  });

  test('an error file with members that no error has', async () => {
    const path = await file('odd.json', '{"errorMessage": "x"}');
    const { exitCode, err } = await there.durcb(['send-failure', unknownId, '--error', path]);
    assert.equal(exitCode, 11);
    assert.match(err, /errorMessage.*ErrorMessage/);
  });
});
