import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { interruptions } from '../../src/cli/interruption.ts';
import { memoryIo } from '../../src/cli/io.ts';
import { sendPatiently } from '../../src/commands/answering/send-patiently.ts';
import { successAnswer } from '../../src/commands/answering/success-answer.ts';
import { connect } from '../../src/lambda/client.ts';
import { gatedProxy } from '../gated-proxy.ts';
import { lossyProxy } from '../lossy-proxy.ts';
import { pushableClock } from '../pushable-clock.ts';
import { waitFor } from '../wait-for.ts';
import { type Emulated, emulated, type Trial } from './emulated.ts';

const functionName = 'callback-with-timeouts';
const callback = 'example-callback';
const clock = pushableClock();
let there: Emulated;
let directory: string;
let count = 0;

before(async () => {
  there = await emulated([functionName, 'two-callbacks'], clock);
  directory = await mkdtemp(join(tmpdir(), 'durcb-run-'));
});
after(async () => {
  await there.close();
  await rm(directory, { recursive: true });
});

interface Waiting {
  readonly execution: string;
  readonly id: string;
}

/** A fresh execution that waits for its callback. */
async function waiting(): Promise<Waiting> {
  const execution = `run-${++count}`;
  const input = { data: 'x', heartbeatSeconds: 60, timeoutSeconds: 600 };
  await there.started(functionName, execution, input, `callback:${callback}`);
  const { out } = await there.durcb(['pending', '--execution', execution, '-o', 'id']);
  return { execution, id: out.trim() };
}

const run = (id: string, options: readonly string[], command: readonly string[], trial: Trial = {}) =>
  there.durcb(['run', id, ...options, '-o', 'json', '--', ...command], trial);

const sh = (script: string, ...words: readonly string[]) => ['sh', '-c', script, 'sh', ...words];

const writesAllBytes =
  'process.stderr.write("x".repeat(1e6)); process.stdout.write(Buffer.from([...Array(256).keys()]))';

async function resultOf({ execution }: Waiting): Promise<unknown> {
  const { out } = await there.durcb(['result', execution, '--wait']);
  return JSON.parse(out).result;
}

/** The error that a callback was answered with. */
async function errorOf({ execution }: Waiting) {
  const query = "[?EventType=='CallbackFailed'].CallbackFailedDetails.Error.Payload | [0]";
  return there.json('history', execution, '--payload', 'full', '--query', query);
}

describe('a command', () => {
  test('has its output sent, byte for byte, and knows the callback', async () => {
    const one = await waiting();
    const script = 'echo at work >&2; printf "%s ü\\r\\n" "$DURCB_CALLBACK_ID"';
    const { exitCode, out, err } = await run(one.id, [], sh(script));
    assert.equal(exitCode, 0, err);
    assert.match(err, /running sh for callback .*, with a heartbeat every 20s\n/);
    assert.match(err, /^at work\n/m);
    const { CallbackId, Derived } = JSON.parse(out);
    assert.deepEqual([CallbackId, Derived.Answer, Derived.Sent], [one.id, 'success', true]);
    assert.equal(await resultOf(one), `${one.id} ü\r\n`);
  });

  test('that prints nothing has no result', async () => {
    const one = await waiting();
    const { out } = await run(one.id, [], ['true']);
    assert.equal(JSON.parse(out).Derived.Bytes, undefined);
    assert.equal(await resultOf(one), undefined);
  });

  test('may itself take options that durcb has, and a second --', async () => {
    const one = await waiting();
    await run(one.id, [], sh('printf "%s," "$@"', '--every', '-o', '--', '-h'));
    assert.equal(await resultOf(one), '--every,-o,--,-h,');
  });

  test('that fails has its exit code and the end of its stderr sent', async () => {
    const one = await waiting();
    const { exitCode, out, err } = await run(one.id, [], sh('echo some; echo one >&2; echo two >&2; exit 3'));
    assert.equal(exitCode, 3);
    assert.deepEqual([JSON.parse(out).Derived.Answer, JSON.parse(out).Derived.ExitCode], ['failure', 3]);
    assert.match(err, /sh ended with exit code 3; the callback was answered with failure/);
    assert.deepEqual(await errorOf(one), {
      ErrorType: 'CommandFailed',
      ErrorMessage: 'sh ended with exit code 3: two',
      ErrorData: '{"ExitCode":3}',
      StackTrace: ['one', 'two'],
    });
  });

  test('whose result a schema does not allow makes a failure that says why', async () => {
    const schema = join(directory, 'score.schema.json');
    await writeFile(schema, '{"type": "object", "properties": {"score": {"type": "number"}}}');
    const [good, bad] = [await waiting(), await waiting()];
    const done = await run(good.id, ['--schema', schema], sh('echo \'{"score": 1}\''));
    assert.equal(done.exitCode, 0, done.err);
    assert.equal(await resultOf(good), '{"score": 1}\n');
    const { exitCode } = await run(bad.id, ['--schema', schema], sh('echo \'{"score": "high"}\''));
    assert.equal(exitCode, 11);
    assert.deepEqual(await errorOf(bad), {
      ErrorType: 'ResultRefused',
      ErrorMessage: 'the result of sh is not what --schema allows: /score: must be number, and is string',
    });
  });

  test('is not run with a schema that cannot be used', async () => {
    const one = await waiting();
    const mark = join(directory, 'was-run');
    const { exitCode, err } = await run(one.id, ['--schema', 'nowhere.json'], ['touch', mark]);
    assert.equal(exitCode, 11);
    assert.match(err, /nowhere\.json: there is no such file/);
    await assert.rejects(stat(mark));
  });

  test('that writes more than can be sent is told to end', async () => {
    const one = await waiting();
    const { exitCode } = await run(one.id, [], ['yes']);
    assert.equal(exitCode, 11);
    const { ErrorType, ErrorMessage } = await errorOf(one);
    assert.equal(ErrorType, 'ResultTooLarge');
    assert.match(ErrorMessage, /yes wrote more than 1048576 bytes/);
  });

  test('that goes on writing more than can be sent has nowhere to write to', async () => {
    const one = await waiting();
    const { exitCode } = await run(one.id, [], sh('trap "" TERM; exec yes'));
    assert.equal(exitCode, 11);
  });

  test('that leaves something behind is not waited for longer than that may take to finish', async () => {
    const one = await waiting();
    const file = join(directory, `pid-${one.execution}`);
    const running = run(one.id, [], sh('sleep 600 & echo $! > "$1"; printf done', file));
    await waitFor('something left behind', () => readFile(file, 'utf8').catch(() => undefined));
    const pushing = setInterval(() => clock.push(1000), 20);
    const { exitCode, err } = await running;
    clearInterval(pushing);
    assert.equal(exitCode, 0);
    assert.match(err, /sh has ended, but something that it started still holds its output open/);
    assert.equal(await resultOf(one), 'done');
    process.kill(Number(await readFile(file, 'utf8')));
  });

  test('is waited for beyond its end as long as something that it started prints', async () => {
    const one = await waiting();
    const go = join(directory, `go-${one.execution}`);
    const io = memoryIo();
    const script = `pid=$$
      { while kill -0 $pid; do sleep 0.02; done
        until [ -e "$1" ]; do printf . >&2; sleep 0.02; done
        printf ' last'; } &
      printf first`;
    const running = there.durcb(['run', one.id, '--', ...sh(script, go)], { io });
    const dots = () => io.err.text.split('.').length;
    for (let pushes = 0; pushes < 2; pushes++) {
      const before = dots();
      await waitFor('dots', () => dots() > before + 2 || undefined);
      clock.push(5000);
    }
    await waitFor('a word', () => /something that it started still prints/.test(io.err.text) || undefined);
    await writeFile(go, '');
    assert.equal((await running).exitCode, 0);
    assert.equal(await resultOf(one), 'first last');
  });

  test('may print any bytes, and as much as it likes on stderr', async () => {
    const one = await waiting();
    const bytes = Buffer.from([...Array(256).keys()]);
    const { out } = await run(one.id, [], [process.execPath, '-e', writesAllBytes]);
    const { Bytes, Sha256 } = JSON.parse(out).Derived;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    assert.deepEqual([Bytes, Sha256], [256, sha256]);
  });

  test('that cannot be begun leaves the callback alone', async () => {
    const one = await waiting();
    for (const [program, code, why] of [
      ['no-such-command', 127, /there is no such command/],
      [join(import.meta.filename, 'x'), 127, /there is no such command/],
      ['', 127, /cannot run '': there is no such command/],
      [directory, 126, /it is no program, or may not be run/],
      ['x'.repeat(5000), 126, /ENAMETOOLONG/],
    ] as const) {
      const { exitCode, err } = await run(one.id, [], [program]);
      assert.equal(exitCode, code, err);
      assert.match(err, why);
      assert.match(err, /; nothing was sent/);
    }
    assert.equal((await there.json('pending', '--execution', one.execution)).length, 1);
  });

  test('is not begun for a callback that is closed, nor without --', async () => {
    const one = await waiting();
    await there.durcb(['send-success', one.id, '--no-result']);
    const mark = join(directory, 'begun');
    const { exitCode } = await run(one.id, [], ['touch', mark]);
    assert.equal(exitCode, 6);
    const { exitCode: usage, err } = await there.durcb(['run', one.id, 'touch', mark]);
    assert.equal(usage, 2);
    assert.match(err, /missing -- <command\.\.\.>/);
    await assert.rejects(rm(mark));
  });

  test('may work where there is no heartbeat timeout', async () => {
    await there.started('two-callbacks', 'loan', { customerId: 'c' }, 'callback:credit-check');
    const words = ['run', '--execution', 'loan', '--callback', 'credit-check', '--', 'echo', '700'];
    const { exitCode, err } = await there.durcb(words);
    assert.equal(exitCode, 0, err);
    assert.match(err, /which needs no heartbeat/);
  });
});

describe('--result', () => {
  test('is the file that the command writes, and its output is for people', async () => {
    const one = await waiting();
    const file = join(directory, 'out.json');
    const { exitCode, err } = await run(
      one.id,
      ['--result', file],
      sh('echo told; printf "{}\\n" > "$1"', file),
    );
    assert.equal(exitCode, 0, err);
    assert.match(err, /told/);
    assert.equal(await resultOf(one), '{}\n');
  });

  test('is a file, and not stdin', async () => {
    const one = await waiting();
    const { exitCode, err } = await run(one.id, ['--result', '-'], ['cat'], { stdin: 'x' });
    assert.equal(exitCode, 2);
    assert.match(err, /--result: expected the file that the command writes, got -/);
  });

  const faults: readonly [string, string, string, RegExp][] = [
    ['was there before', 'old.json', 'true', /did not write/],
    ['was there before, however it is written', '@old.json', 'true', /did not write/],
    ['is not there', 'none.json', 'true', /there is no such file/],
    ['is not what it is called', 'broken.json', 'echo oops > "$1"', /is not JSON/],
  ];
  for (const [title, name, script, message] of faults)
    test(`that ${title} is a failure`, async () => {
      const one = await waiting();
      const file = join(directory, name.replace('@', ''));
      if (name.endsWith('old.json')) await writeFile(file, '{}');
      const given = name.startsWith('@') ? `@${file}` : file;
      const { exitCode } = await run(one.id, ['--result', given], sh(script, file));
      assert.equal(exitCode, 11);
      const { ErrorType, ErrorMessage } = await errorOf(one);
      assert.equal(ErrorType, 'ResultRefused');
      assert.match(ErrorMessage, message);
    });
});

describe('while a command runs', () => {
  /** Resolves once the command has made its file. */
  async function onceBegun(file: string): Promise<void> {
    await waitFor('the command', () =>
      stat(file).then(
        () => true,
        () => undefined,
      ),
    );
  }

  /** Lets time go by, little by little, until there is one more. */
  function pushUntil(count: () => number): Promise<true> {
    const before = count();
    return waitFor('a heartbeat', () => {
      clock.push(500);
      return count() > before || undefined;
    });
  }

  test('a signal is handed on, and what it makes of that is sent', async () => {
    const one = await waiting();
    const file = join(directory, `begun-${one.execution}`);
    const stopping = new AbortController();
    const script = 'trap "echo saved; exit 0" TERM; touch "$1"; while :; do sleep 0.05; done';
    const running = run(one.id, [], sh(script, file), { signal: stopping.signal });
    await onceBegun(file);
    stopping.abort(interruptions.SIGTERM);
    const { exitCode, out } = await running;
    // The command has done its work, whatever was asked of it.
    assert.equal(exitCode, 0);
    assert.equal(JSON.parse(out).Derived.ExitCode, 0);
    assert.equal(await resultOf(one), 'saved\n');
  });

  test('a second signal leaves nothing behind, not even what minds no signal', async () => {
    const one = await waiting();
    const file = join(directory, `begun-${one.execution}`);
    const [stopping, insisting] = [new AbortController(), new AbortController()];
    const script = 'trap "" INT; sleep 600 & touch "$1"; while :; do wait; done';
    const io = memoryIo();
    const running = run(one.id, [], sh(script, file), {
      io,
      signal: stopping.signal,
      insisted: insisting.signal,
    });
    await onceBegun(file);
    stopping.abort(interruptions.SIGINT);
    clock.push(1000);
    await waitFor('a word', async () => io.err.text.includes('told') || undefined);
    insisting.abort();
    const { exitCode, err } = await running;
    assert.match(err, /sh was told and goes on; another SIGINT ends it, and nothing is sent\n/);
    assert.equal(exitCode, 137);
    assert.doesNotMatch(err, /holds its output open/);
  });

  test('a signal that ends it makes a failure', async () => {
    const one = await waiting();
    const file = join(directory, `begun-${one.execution}`);
    const stopping = new AbortController();
    const running = run(one.id, [], sh('touch "$1"; sleep 600', file), { signal: stopping.signal });
    await onceBegun(file);
    stopping.abort(interruptions.SIGINT);
    assert.equal((await running).exitCode, 130);
    const { ErrorMessage, ErrorData } = await errorOf(one);
    assert.equal(ErrorMessage, 'sh was ended by SIGINT');
    assert.deepEqual(JSON.parse(ErrorData), { ExitCode: 130, Signal: 'SIGINT' });
  });

  test('the callback is kept alive', async (t) => {
    const one = await waiting();
    const file = join(directory, `begun-${one.execution}`);
    const go = join(directory, `go-${one.execution}`);
    let beats = 0;
    const proxy = await lossyProxy(there.url, ({ url = '' }) => {
      if (url.includes('/heartbeat')) beats++;
      return false;
    });
    t.after(() => proxy.close());
    const environment = { DURCB_ENDPOINT_URL: proxy.url };
    const script = 'touch "$1"; until [ -e "$2" ]; do sleep 0.05; done; echo done';
    const running = run(one.id, ['--every', '5s'], sh(script, file, go), { environment });
    await onceBegun(file);
    // Longer than the callback lives without.
    const end = clock.now() + 70_000;
    while (clock.now() < end) await pushUntil(() => beats);
    await writeFile(go, '');
    assert.equal((await running).exitCode, 0);
    assert.equal(await resultOf(one), 'done\n');
  });

  for (const [title, options, end] of [
    ['somebody else may answer, and it is told to end', [], 'sh was ended by SIGTERM'],
    ['somebody else may answer, and it may go on', ['--keep-going'], 'sh has done it'],
  ] as const)
    test(title, async (t) => {
      const one = await waiting();
      const file = join(directory, `begun-${one.execution}`);
      const go = join(directory, `go-${one.execution}`);
      const script = 'touch "$1"; until [ -e "$2" ]; do sleep 0.05; done; echo ours';
      let asked = 0;
      const proxy = await lossyProxy(there.url, ({ url = '' }) => {
        if (url.includes('/heartbeat')) asked++;
        return false;
      });
      t.after(() => proxy.close());
      const environment = { DURCB_ENDPOINT_URL: proxy.url };
      const running = run(one.id, ['--every', '5s', ...options], sh(script, file, go), { environment });
      await onceBegun(file);
      await there.durcb(['send-success', one.id, '--result-text', 'theirs']);
      await pushUntil(() => asked);
      if (options.length > 0) await writeFile(go, '');
      const { exitCode, out, err } = await running;
      assert.deepEqual([exitCode, out], [6, '']);
      assert.match(err, new RegExp(`answered with success at .*; ${end}`));
      assert.equal(await resultOf(one), 'theirs');
    });
});

describe('the answer', () => {
  /** The answer to a fresh callback, sent through a network that is away. */
  async function away(t: TestContext) {
    const one = await waiting();
    const proxy = await gatedProxy(there.url);
    const lambda = connect({ endpoint: proxy.url, environment: { AWS_MAX_ATTEMPTS: '1' } });
    const io = memoryIo();
    t.after(() => {
      lambda.close();
      proxy.close();
    });
    proxy.shut();
    const lost = new AbortController();
    const stopping = new AbortController();
    const send = (deadline: number) =>
      sendPatiently(
        { clock, io, signal: stopping.signal },
        lambda,
        { CallbackId: one.id, scope: {} },
        successAnswer(Buffer.from('late')),
        { lost: lost.signal, deadline },
      );
    const tried = () => waitFor('an attempt', () => io.err.text.includes('did not get through') || undefined);
    return { one, proxy, io, send, tried, stopping };
  }

  test('is sent once the network is back', async (t) => {
    const { one, proxy, io, send, tried, stopping } = await away(t);
    const sending = send(clock.now() + 500_000);
    await tried();
    stopping.abort(interruptions.SIGINT);
    await waitFor('a word', () => {
      clock.push(500);
      return /the answer is still on its way; another interruption ends that/.test(io.err.text) || undefined;
    });
    proxy.open();
    clock.push(30_000);
    assert.deepEqual(await sending, { Sent: true });
    assert.equal(await resultOf(one), 'late');
  });

  test('is tried no longer than the callback lives', async (t) => {
    const { send, tried } = await away(t);
    const sending = send(clock.now() + 2000);
    const refused = assert.rejects(sending, { code: 'unreachable' });
    await tried();
    clock.push(2000);
    await refused;
  });
});
