import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { interruptions } from '../../src/cli/interruption.ts';
import { sha256 } from '../../src/cli/payload.ts';
import { awsLikeProxy } from '../aws-like-proxy.ts';
import { hidingProxy } from '../hiding-proxy.ts';
import { lossyProxy } from '../lossy-proxy.ts';
import { type Emulated, emulated, type Trial } from './emulated.ts';

const functionName = 'callback-with-timeouts';
const callback = 'example-callback';
let there: Emulated;
let directory: string;
let count = 0;

before(async () => {
  there = await emulated([functionName]);
  directory = await mkdtemp(join(tmpdir(), 'durcb-answer-'));
});
after(async () => {
  await there.close();
  await rm(directory, { recursive: true });
});

interface Waiting {
  readonly execution: string;
  readonly id: string;
}

/** Fresh executions that wait for their callback. */
function waiting(many: number): Promise<Waiting[]> {
  const start = async (): Promise<Waiting> => {
    const execution = `many-${++count}`;
    const input = { data: 'x', heartbeatSeconds: 3600, timeoutSeconds: 3600 };
    await there.started(functionName, execution, input, `callback:${callback}`);
    const { out } = await there.durcb(['pending', '--execution', execution, '-o', 'id']);
    return { execution, id: out.trim() };
  };
  return Promise.all(Array.from({ length: many }, start));
}

async function file(lines: readonly (object | string)[], name = `answers-${++count}.jsonl`): Promise<string> {
  const path = join(directory, name);
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  await writeFile(path, `${texts.join('\n')}\n`);
  return path;
}

const newLog = (): string => join(directory, `log-${++count}`);

async function answer(path: string, options: readonly string[] = ['--yes'], trial: Trial = {}) {
  const said = await there.durcb(['answer', path, ...options, '-o', 'jsonl'], trial);
  const rows = said.out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { ...said, rows, outcomes: rows.map(({ Derived }) => Derived.Outcome) };
}

const answered = async ({ execution }: Waiting) => {
  const { out } = await there.durcb(['result', execution, '--wait']);
  return JSON.parse(out).result;
};

const isPending = async ({ execution }: Waiting): Promise<boolean> =>
  (await there.json('pending', '--execution', execution)).length === 1;

describe('answers', () => {
  test('with results as they are written, files beside them, nothing, and errors', async () => {
    const [text, json, bytes, none, error] = await waiting(5);
    assert.ok(text && json && bytes && none && error);
    await writeFile(join(directory, 'big.bin'), 'ü\r\n');
    const path = await file([
      { CallbackId: text.id, Result: 'as {typed}' },
      `  { "CallbackId" : "${json.id}" , "Result" : { "price":  1.50, "n": 12345678901234567890 } }`,
      '',
      { CallbackId: bytes.id, ResultFile: 'big.bin' },
      { CallbackId: none.id, NoResult: true },
      { Execution: error.execution, Callback: callback, Error: { ErrorType: 'No', ErrorMessage: 'why' } },
    ]);
    const { exitCode, rows, err } = await answer(path);
    assert.equal(exitCode, 0, err);
    assert.match(
      err,
      /answering 5 callbacks \(4 with success, 1 with failure\) of callback-with-timeouts, account 123456789012, region us-east-1, at http/,
    );
    assert.match(err, /5 of 5 answered \(4 with success, 1 with failure\)\n$/);
    const lines = rows.map(({ Derived }) => Derived.Line).sort((one, other) => one - other);
    assert.deepEqual(lines, [1, 2, 4, 5, 6]);
    assert.equal(await answered(text), 'as {typed}');
    assert.equal(await answered(json), '{ "price":  1.50, "n": 12345678901234567890 }');
    assert.equal(await answered(bytes), 'ü\r\n');
    assert.equal(await answered(none), undefined);
    const { exitCode: failed } = await there.durcb(['wait', error.execution]);
    assert.equal(failed, 3);
    const row = rows.find(({ Derived }) => Derived.Line === 4);
    assert.deepEqual([row.Derived.Bytes, row.Derived.Sha256], [4, sha256(Buffer.from('ü\r\n'))]);
  });

  test('from stdin, none at all', async () => {
    const { exitCode, out, err } = await answer('-', ['--yes'], { stdin: '\n' });
    assert.deepEqual([exitCode, out], [0, '']);
    assert.match(err, /0 of 0 answered/);
  });

  test('--dry-run checks and shows, and sends nothing', async () => {
    const [one] = await waiting(1);
    assert.ok(one);
    const log = newLog();
    const path = await file([{ CallbackId: one.id, Result: 1 }]);
    const { exitCode, outcomes, err } = await answer(path, ['--dry-run', '--log', log]);
    assert.deepEqual([exitCode, outcomes], [0, ['checked']]);
    assert.match(err, /would answer 1 callback \(1 with success\)/);
    assert.ok(await isPending(one));
    await assert.rejects(readFile(log));
  });

  test('--dry-run says which callbacks were closed before, or are not there', async () => {
    const [open, closed] = await waiting(2);
    assert.ok(open && closed);
    await there.durcb(['send-success', closed.id, '--no-result']);
    const ids = [open.id, closed.id, btoa('nobody/nothing')];
    const path = await file(ids.map((CallbackId) => ({ CallbackId, Result: 1 })));
    const { exitCode, rows, err } = await answer(path, ['--dry-run']);
    assert.equal(exitCode, 1);
    assert.deepEqual(
      rows.map(({ Derived }) => [Derived.Outcome, Derived.Code]),
      [
        ['checked', undefined],
        ['failed', 'callback-already-answered'],
        ['failed', 'callback-not-found'],
      ],
    );
    assert.match(rows[1].Derived.Why, /^answered with success at/);
    assert.match(err, /1 of 3 could be answered \(1 with success\), 2 failed; the first, line 2: callback /);
    const few = await file(ids.slice(0, 2).map((CallbackId) => ({ CallbackId, Result: 1 })));
    const lenient = await answer(few, ['--dry-run', '--if-pending']);
    assert.deepEqual([lenient.exitCode, lenient.outcomes], [0, ['checked', 'closed']]);
    assert.ok(await isPending(open));
  });

  test('--dry-run says of what it could not look up', async (t) => {
    const all = await waiting(2);
    const [bare, placed] = all;
    assert.ok(bare && placed);
    for (const { id } of all) await there.durcb(['send-success', id, '--no-result']);
    const proxy = await hidingProxy(there.url);
    t.after(() => proxy.close());
    const path = await file([
      { CallbackId: bare.id, Result: 1 },
      { CallbackId: placed.id, Execution: placed.execution, Function: functionName, Result: 1 },
    ]);
    const environment = { DURCB_ENDPOINT_URL: proxy.url };
    const { exitCode, rows } = await answer(path, ['--dry-run'], { environment });
    assert.equal(exitCode, 6);
    assert.deepEqual(
      rows.map(({ Derived }) => [Derived.Outcome, Derived.Why?.replace(/ at .*/, '')]),
      [
        ['checked', 'not looked up: its line has no Execution or Function'],
        ['failed', 'answered with success'],
      ],
    );
    const one = await there.durcb(['send-success', bare.id, '--no-result', '--dry-run'], { environment });
    assert.equal(one.exitCode, 0);
    assert.match(one.err, /whether it waits is not known: --execution or --function says where to look/);
  });

  test('asks, which needs a terminal', async () => {
    const [one] = await waiting(1);
    assert.ok(one);
    const { exitCode, err } = await answer(await file([{ CallbackId: one.id, Result: 1 }]), []);
    assert.equal(exitCode, 2);
    assert.match(err, /cannot ask .*Answer 1 callback .*without a terminal.*give --yes/);
    assert.ok(await isPending(one));
  });
});

describe('is refused before anything is sent', () => {
  const id = btoa('nobody/nothing');
  const faults: readonly [string, object | string, RegExp][] = [
    [
      'no JSON',
      `{"CallbackId": "${id}", }`,
      /line 2: not JSON, column 40: expected a key in double quotes, found/,
    ],
    ['no object', '[1]', /line 2: it is no object/],
    ['an unknown member', { CallbackId: id, Resul: 1 }, /unknown member Resul/],
    [
      'an unknown member of an error',
      { CallbackId: id, Error: { errorType: 'x' } },
      /Error has an unknown member/,
    ],
    ['a member of another kind', { CallbackId: 7, Result: 1 }, /its CallbackId is of another kind/],
    ['a member twice', `{"CallbackId":"${id}","Result":1,"Result":2}`, /Result is in it twice/],
    ['no answer', { CallbackId: id }, /has to have one of Result, ResultFile, NoResult, Error/],
    ['two answers', { CallbackId: id, Result: 1, NoResult: true }, /has to have one of/],
    ['no callback', { Result: 1 }, /has to name one callback/],
    ['half of a surrogate pair', `{"CallbackId":"${id}","Result":"\\ud83d"}`, /half of a surrogate pair/],
    ['two callbacks', { CallbackId: id, Callback: 'x', Result: 1 }, /has to name one callback/],
    ['a name without place', { Callback: 'x', Result: 1 }, /needs to know where/],
    ['a malformed id', { CallbackId: '-', Result: 1 }, /not a callback id/],
    ['a file that is not there', { CallbackId: id, ResultFile: 'nix' }, /there is no such file/],
    ['stdin for a file', { CallbackId: id, ResultFile: '-' }, /cannot be stdin/],
    [
      'a result that is too large',
      { CallbackId: id, Result: 'x'.repeat(1_048_577) },
      /Result is 1048577 bytes/,
    ],
    [
      'an error that is too large',
      { CallbackId: id, Error: { ErrorData: 'x'.repeat(1_048_577) } },
      /the error is/,
    ],
  ];
  for (const [title, line, message] of faults)
    test(title, async () => {
      const path = await file([{ CallbackId: id, Result: 1 }, line]);
      const { exitCode, out, err } = await answer(path);
      assert.deepEqual([exitCode, out], [11, '']);
      assert.match(err, message);
      assert.match(err, /1 of 2 lines cannot be sent, so nothing was sent/);
    });

  test('all bad lines are named', async () => {
    const path = await file(['x', { CallbackId: id, Result: 1 }, 'y']);
    const { exitCode, err } = await there.durcb(['answer', path, '--yes']);
    assert.equal(exitCode, 11);
    assert.match(err, /^durcb: line 1: .*\ndurcb: line 3: .*\ndurcb: line 1: .*2 of 3 lines/);
  });

  test('a name that is not there, with its line', async () => {
    const [one] = await waiting(1);
    assert.ok(one);
    const path = await file([
      { CallbackId: one.id, Result: 1 },
      { Execution: one.execution, Callback: 'other', Result: 1 },
    ]);
    const { exitCode, err } = await answer(path);
    assert.equal(exitCode, 8);
    assert.match(
      err,
      /line 2: no callback is named other there; 1 of 2 lines cannot be sent, so nothing was sent/,
    );
    assert.ok(await isPending(one));
  });

  test('all names that are not there, or mean several', async () => {
    const [one, other] = await waiting(2);
    assert.ok(one && other);
    const path = await file([
      { Execution: one.execution, Callback: 'other', Result: 1 },
      { CallbackId: one.id, Result: 1 },
      { Function: functionName, Callback: callback, Result: 1 },
      { Execution: 'nobody', Callback: callback, Result: 1 },
    ]);
    const { exitCode, err } = await there.durcb(['answer', path, '--yes']);
    assert.equal(exitCode, 11);
    assert.match(err, /^durcb: line 1: no callback is named other there\n/);
    assert.match(err, /\ndurcb: line 3: more than one callback is named example-callback: /);
    assert.match(err, /\ndurcb: line 4: .*nobody.*\n.*3 of 4 lines cannot be sent, so nothing was sent/);
    assert.ok(await isPending(one));
  });

  test('one callback twice', async () => {
    const [one] = await waiting(1);
    assert.ok(one);
    const path = await file([
      { CallbackId: one.id, Result: 1 },
      { Execution: one.execution, Callback: callback, Result: 2 },
    ]);
    const { exitCode, err } = await answer(path);
    assert.equal(exitCode, 11);
    assert.match(err, /line 2: it answers the same callback as line 1/);
    assert.ok(await isPending(one));
  });

  test('an execution that is named often is read once', async (t) => {
    const [one] = await waiting(1);
    assert.ok(one);
    const proxy = await awsLikeProxy(there.url);
    t.after(() => proxy.close());
    const line = { Execution: one.execution, Function: functionName, Callback: callback, Result: 1 };
    const { exitCode } = await answer(await file(Array(20).fill(line)), ['--dry-run', '--no-cache'], {
      environment: { DURCB_ENDPOINT_URL: proxy.url },
    });
    assert.equal(exitCode, 11);
    assert.ok(
      Object.values(proxy.calls).every((calls) => calls < 5),
      JSON.stringify(proxy.calls),
    );
  });

  test('a log that is something else, and it is left alone', async () => {
    const path = await file([{ CallbackId: id, Result: 1 }]);
    const before = await readFile(path, 'utf8');
    const { exitCode, err } = await answer(path, ['--yes', '--log', path]);
    assert.equal(exitCode, 11);
    assert.match(err, /was not written by durcb answer/);
    assert.equal(await readFile(path, 'utf8'), before);
  });
});

describe('with a schema', () => {
  const id = btoa('nobody/nothing');

  test('every result is checked, and what is wrong with each line is told', async () => {
    const schema = await file([{ type: 'object', required: ['ok'] }], 'schema.json');
    const lines = [
      { CallbackId: id, Result: { ok: 1 } },
      { CallbackId: id, Result: { no: 1 } },
      { CallbackId: id, Result: '{"ok":' },
      { CallbackId: id, ResultFile: 'odd.txt' },
      { CallbackId: id, NoResult: true },
      { CallbackId: id, Error: { ErrorType: 'No' } },
    ];
    await writeFile(join(directory, 'odd.txt'), '[]');
    const { exitCode, err } = await there.durcb(['answer', await file(lines), '--yes', '--schema', schema]);
    assert.equal(exitCode, 11);
    assert.match(
      err,
      /line 2: Result is not what --schema allows: \(root\): must have required property 'ok'\n/,
    );
    assert.match(err, /line 3: Result is not JSON: line 1, column 7: expected a value, found the end\n/);
    assert.match(
      err,
      /line 4: ResultFile odd\.txt is not what --schema allows: \(root\): must be object, and is array\n/,
    );
    assert.match(err, /3 of 6 lines cannot be sent, so nothing was sent/);
  });

  test('that cannot be used, nothing is read', async () => {
    const schema = await file([{ typ: 'object' }], 'typo.json');
    const { exitCode, err } = await answer(await file(['x']), ['--yes', '--schema', schema]);
    assert.equal(exitCode, 11);
    assert.match(err, /--schema cannot be used: unknown keyword: /);
  });
});

describe('what went wrong', () => {
  test('with one does not keep the others from being answered, and is told', async () => {
    const all = await waiting(3);
    const [closed, open, other] = all;
    assert.ok(closed && open && other);
    await there.durcb(['send-success', closed.id, '--no-result']);
    const path = await file(all.map(({ id }) => ({ CallbackId: id, Result: 1 })));
    const { exitCode, rows, err } = await answer(path, ['--yes', '--concurrency', '1']);
    assert.equal(exitCode, 6);
    assert.deepEqual(
      rows.map(({ Derived }) => [Derived.Outcome, Derived.Code]),
      [
        ['failed', 'callback-already-answered'],
        ['sent', undefined],
        ['sent', undefined],
      ],
    );
    const { error } = JSON.parse(err.trim().split('\n').at(-1) ?? '');
    assert.match(
      error.message,
      /^2 of 3 answered \(2 with success\), 1 failed; the first, line 1: .* is closed: answered/,
    );
    const again = await answer(path, ['--yes', '--if-pending']);
    assert.deepEqual([again.exitCode, again.outcomes], [0, ['closed', 'closed', 'closed']]);
  });

  test('in different ways ends with 1', async () => {
    const [closed] = await waiting(1);
    assert.ok(closed);
    await there.durcb(['send-success', closed.id, '--no-result']);
    const path = await file(
      [closed.id, btoa('nobody/nothing')].map((CallbackId) => ({ CallbackId, Result: 1 })),
    );
    const { exitCode, outcomes } = await answer(path);
    assert.deepEqual([exitCode, outcomes], [1, ['failed', 'failed']]);
  });

  test('with all of them, such as a service that is not there, stops at once', async () => {
    const path = await file(['a/b', 'a/c', 'a/d'].map((id) => ({ CallbackId: btoa(id), Result: 1 })));
    const environment = { DURCB_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' };
    const { exitCode, outcomes, err } = await answer(path, ['--yes', '--concurrency', '1'], { environment });
    assert.deepEqual([exitCode, outcomes], [1, ['failed']]);
    assert.match(err, /nothing listens at .*0 of 3 answered, 1 failed, 2 not tried/);
    assert.match(err, /to go on: durcb answer \S+\.jsonl --if-pending --yes --concurrency 1"/);
  });

  test('with the permission, too, and before anything else is tried', async (t) => {
    let asked = 0;
    const service = createServer((request, response) => {
      if (request.url?.includes('/succeed')) asked++;
      response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' }).end('{"Message":"not you"}');
    });
    service.listen(0, '127.0.0.1');
    await once(service, 'listening');
    t.after(() => service.close());
    const address = service.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const path = await file(['a/b', 'a/c'].map((id) => ({ CallbackId: btoa(id), Result: 1 })));
    const environment = { DURCB_ENDPOINT_URL: `http://127.0.0.1:${port}` };
    const { exitCode, err } = await answer(path, ['--yes', '--concurrency', '1'], { environment });
    assert.deepEqual([exitCode, asked], [9, 1]);
    assert.match(err, /not you; 0 of 2 answered, 1 failed, 1 not tried/);
  });

  test('nobody who reads the output any more ends it quietly, but says what is left', async (t) => {
    const all = await waiting(3);
    const stopping = new AbortController();
    const proxy = await lossyProxy(there.url, ({ url = '' }) => {
      if (url.includes('/succeed')) stopping.abort(interruptions.closedPipe);
      return false;
    });
    t.after(() => proxy.close());
    const path = await file(all.map(({ id }) => ({ CallbackId: id, Result: 1 })));
    const environment = { DURCB_ENDPOINT_URL: proxy.url };
    const options = ['--yes', '--concurrency', '1', '--rate', '50/s'];
    const { exitCode, err } = await answer(path, options, { environment, signal: stopping.signal });
    assert.equal(exitCode, 0);
    assert.match(
      err,
      /1 of 3 answered .*, 2 not tried; to go on: durcb .* --if-pending --yes .* --rate 50\/s\n$/,
    );
  });

  test('an interruption lets those under way end, and says how to go on', async (t) => {
    const all = await waiting(3);
    const stopping = new AbortController();
    const proxy = await lossyProxy(there.url, ({ url = '' }) => {
      if (url.includes('/succeed')) stopping.abort(interruptions.SIGINT);
      return false;
    });
    t.after(() => proxy.close());
    const path = await file(all.map(({ id }) => ({ CallbackId: id, Result: 1 })));
    const log = newLog();
    const environment = { DURCB_ENDPOINT_URL: proxy.url };
    const options = ['--yes', '--concurrency', '1', '--log', log];
    const { exitCode, outcomes, err } = await answer(path, options, { environment, signal: stopping.signal });
    assert.deepEqual([exitCode, outcomes], [130, ['sent']]);
    assert.match(
      err,
      /durcb: finishing 1 under way; once more ends it at once\n.*interrupted; 1 of 3 answered \(1 with success\), 2 not tried; to go on: durcb answer \S+\.jsonl --yes --log \S+ --concurrency 1"/,
    );
    const again = await answer(path, options);
    assert.deepEqual([again.exitCode, again.outcomes], [0, ['skipped', 'sent', 'sent']]);
  });
});

describe('a log', () => {
  test('keeps a second run from sending anything again', async () => {
    const all = await waiting(2);
    const path = await file(all.map(({ id }) => ({ CallbackId: id, Result: 1 })));
    const log = newLog();
    assert.deepEqual((await answer(path, ['--yes', '--log', log])).outcomes, ['sent', 'sent']);
    const nowhere = { environment: { DURCB_ENDPOINT_URL: 'http://127.0.0.1:1' } };
    const again = await answer(path, ['--log', log], nowhere);
    assert.deepEqual([again.exitCode, again.outcomes], [0, ['skipped', 'skipped']]);
    const states = (await readFile(log, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).State);
    assert.deepEqual(states.toSorted(), ['sending', 'sending', 'sent', 'sent']);
  });

  test('skips what was sent although another run at the same time tried it after that', async () => {
    const [one] = await waiting(1);
    assert.ok(one);
    const log = newLog();
    const path = await file([{ CallbackId: one.id, Result: 'once' }]);
    await answer(path, ['--yes', '--log', log]);
    const [sending] = (await readFile(log, 'utf8')).split('\n');
    await appendFile(log, `${sending}\n`);
    const nowhere = { environment: { DURCB_ENDPOINT_URL: 'http://127.0.0.1:1' } };
    assert.deepEqual((await answer(path, ['--log', log], nowhere)).outcomes, ['skipped']);
  });

  test('says no to another answer for the same callback', async () => {
    const [one] = await waiting(1);
    assert.ok(one);
    const log = newLog();
    await answer(await file([{ CallbackId: one.id, Result: 1 }]), ['--yes', '--log', log]);
    const other = await answer(await file([{ CallbackId: one.id, Result: 2 }]), ['--yes', '--log', log]);
    assert.deepEqual([other.exitCode, other.outcomes], [6, ['failed']]);
    assert.match(other.err, /the log says that another answer was sent at/);
  });

  test('of a run that was cut off tells whose answer it was', async () => {
    const all = await waiting(2);
    const [mine, theirs] = all;
    assert.ok(mine && theirs);
    const path = await file(all.map(({ id }) => ({ CallbackId: id, Result: 'ours' })));
    const log = newLog();
    const line = ({ id }: Waiting) =>
      JSON.stringify({
        At: '2026-01-02T03:04:05.678Z',
        State: 'sending',
        CallbackId: id,
        Answer: 'success',
        Sha256: '',
      });
    await appendFile(log, `${line(mine)}\n${line(theirs)}\n${line(theirs).slice(0, 40)}`);
    await there.durcb(['send-success', mine.id, '--result-text', 'ours']);
    await there.durcb(['send-success', theirs.id, '--result-text', 'theirs']);
    const options = ['--yes', '--log', log, '--concurrency', '1'];
    const { exitCode, outcomes } = await answer(path, options);
    assert.deepEqual([exitCode, outcomes], [6, ['sent', 'failed']]);
    assert.deepEqual((await answer(path, options)).outcomes, ['skipped', 'failed']);
  });
});
