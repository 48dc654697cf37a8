import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { after, before, beforeEach, describe, type TestContext, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { interruptions } from '../../src/cli/interruption.ts';
import { type MemoryIo, memoryIo } from '../../src/cli/io.ts';
import { run } from '../../src/run.ts';
import { type Emulated, emulated } from '../commands/emulated.ts';
import { somebodyAnswering, somebodyTyping } from '../somebody-typing.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

// The SDK finds its settings by the environment of the process.
const profiles = join(temporaryDirectory({ after }), 'credentials');
const keys = 'aws_access_key_id = AKIDTEST\naws_secret_access_key = secret\n';
writeFileSync(profiles, `[prod-eu]\n${keys}[test]\n${keys}[default]\n${keys}`);
process.env.AWS_SHARED_CREDENTIALS_FILE = profiles;
process.env.AWS_CONFIG_FILE = profiles;

const functionName = 'callback-with-timeouts';
const name = 'example-callback';
const account = '123456789012';

let there: Emulated;
let elsewhere: string;
let directory: string;
let count = 0;

before(async () => {
  there = await emulated([functionName]);
  // The same emulator, by an address that is not known to be this machine's.
  elsewhere = there.url.replace('127.0.0.1', '0.0.0.0');
});
after(() => there.close());
beforeEach((t) => {
  assert.ok('after' in t);
  directory = temporaryDirectory(t);
});

interface Trial {
  readonly protect?: object;
  readonly profile?: string | null;
  readonly io?: MemoryIo;
  readonly endpoint?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

async function durcb(
  words: readonly string[],
  { protect, profile = 'prod-eu', io = memoryIo(), ...trial }: Trial = {},
) {
  writeFileSync(
    join(directory, 'durcb.json'),
    JSON.stringify({ ...(profile && { profile }), region: 'us-east-1', protected: protect }),
  );
  const environment = {
    DURCB_ENDPOINT_URL: trial.endpoint ?? elsewhere,
    XDG_STATE_HOME: join(directory, 'state'),
    ...trial.environment,
  };
  const { signal } = trial;
  const exitCode = await run(words, {
    io,
    workingDirectory: directory,
    environment,
    ...(signal && { signal }),
  });
  return { exitCode, out: io.out.text, err: stripVTControlCharacters(io.err.text) };
}

const logFile = () => join(directory, 'state', 'durcb', 'actions.jsonl');
const logged = () =>
  readFileSync(logFile(), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

async function waiting() {
  const execution = `guarded-${++count}`;
  const arn = await there.started(functionName, execution, { data: 'x' }, 'suspended');
  const { out } = await there.durcb(['pending', '--execution', execution, '-o', 'id']);
  return { execution, arn, id: out.trim() };
}

const statusOf = async (execution: string) => (await there.json('describe', execution)).Status;

/** The address of a service of which nobody knows that it is on this machine. */
async function serving(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  const address = server.address();
  return `http://0.0.0.0:${typeof address === 'object' && address?.port}`;
}

const prod = { profiles: ['prod-*'] };

describe('where a profile or an account is protected', () => {
  const changes: readonly (readonly [
    command: string,
    words: (one: { id: string; arn: string }) => string[],
  ])[] = [
    ['send-success', ({ id }) => ['send-success', id, '--no-result']],
    ['send-failure', ({ id }) => ['send-failure', id, '--error-type', 'No']],
    ['answer', ({ id }) => ['answer', answersOf(id)]],
    ['run', ({ id }) => ['run', id, '--', 'touch', join(directory, 'worked')]],
    ['stop', ({ arn }) => ['stop', arn]],
    ['start', () => ['start', functionName, '--input-text', '{}']],
    ['rerun', ({ arn }) => ['rerun', arn]],
  ];
  for (const [command, words] of changes) {
    test(`${command} is refused where nobody can be asked, and done with --yes`, async () => {
      const one = await waiting();
      const count = (await there.json('executions')).length;
      const refused = await durcb(words(one), { protect: prod });
      assert.equal(refused.exitCode, 2, refused.err);
      assert.match(
        refused.err,
        /cannot ask "Profile prod-eu is protected\. (Answer|Stop|Start) .*account 123456789012, region us-east-1, profile prod-eu, at http:\/\/0\.0\.0\.0:\d+(, with [^"]*)?\?" without a terminal; give --yes\n$/,
      );
      assert.equal(await statusOf(one.execution), 'RUNNING');
      assert.equal((await there.json('pending', '--execution', one.execution)).length, 1);
      assert.equal((await there.json('executions')).length, count);
      assert.throws(() => statSync(join(directory, 'worked')));
      assert.throws(logged, 'what was not tried is not logged');
      const [first = '', ...others] = words(one);
      const done = await durcb([first, '--yes', ...others], { protect: prod });
      assert.equal(done.exitCode, 0, done.err);
      assert.deepEqual(
        logged().map(({ Command, Outcome }) => `${Command}: ${Outcome}`),
        [`${command}: trying`, `${command}: done`],
      );
    });
  }

  function answersOf(id: string): string {
    const path = join(directory, 'answers.jsonl');
    writeFileSync(path, JSON.stringify({ CallbackId: id, Result: 1 }));
    return path;
  }

  test('a person is asked once, with the account, region, profile and function', async () => {
    const [one, two] = [await waiting(), await waiting()];
    const question = `Stop 2 executions of ${functionName}, account ${account}`;
    const no = somebodyTyping(question, 'n\r', 200);
    const declined = await durcb(['stop', one.arn, two.arn], { protect: prod, io: no });
    assert.equal(declined.exitCode, 1, declined.err);
    assert.match(declined.err, /nothing was changed/);
    const yes = somebodyTyping(question, 'y\r', 200);
    const { exitCode, err } = await durcb(['stop', one.arn, two.arn], { protect: prod, io: yes });
    assert.equal(exitCode, 0, err);
    assert.match(
      err,
      /Profile prod-eu is protected\. Stop 2 executions .*, region us-east-1, profile prod-eu/,
    );
    assert.equal(await statusOf(two.execution), 'STOPPED');
  });

  test('who types an answer is asked once, with all there is to say of it', async () => {
    const { execution } = await waiting();
    const words = ['send-success', '--execution', execution, '--callback', name];
    const typing = [
      ['What is the result?', '\r'],
      ['The result, as JSON:', '1\r'],
    ] as const;
    const gone = somebodyAnswering([...typing, ['(y/N)', '\x03']], 300);
    const { exitCode, err } = await durcb(words, { protect: prod, io: gone });
    assert.equal(exitCode, 130);
    assert.match(err, /durcb: interrupted; nothing was changed\n$/);
    const io = somebodyAnswering([...typing, ['(y/N)', 'y\r']], 300);
    const sent = await durcb(words, { protect: prod, io });
    assert.equal(sent.exitCode, 0, sent.err);
    assert.match(
      sent.err,
      new RegExp(
        `Profile prod-eu is protected\\. Answer ${name} of execution ${execution} of ${functionName}, account ${account}, .*, with success: 1 byte, sha256 6b86b273ff34…\\?`,
      ),
    );
  });

  test('nobody types what would be refused for want of a reason', async () => {
    const { execution, arn } = await waiting();
    for (const words of [
      ['send-success', '--execution', execution, '--callback', name],
      ['send-failure', '--execution', execution, '--callback', name],
      ['rerun', arn, '--edit'],
    ]) {
      const protect = { ...prod, requireReason: true };
      const { exitCode, err } = await durcb(words, { protect, io: somebodyAnswering([], 200) });
      assert.equal(exitCode, 2);
      assert.match(err, /^durcb: profile prod-eu is protected, where a reason is required[^\n]*\n$/);
    }
  });

  test('an execution named beside the id of a callback does not say whose account it is', async () => {
    const { id, arn } = await waiting();
    const words = ['send-success', id, '--execution', arn.replace(account, '210987654321'), '--no-result'];
    const { exitCode, err } = await durcb(words, { protect: { accounts: [account] }, profile: 'test' });
    assert.equal(exitCode, 2);
    assert.match(err, /"Account 123456789012 is protected\. .*, account 123456789012, region/);
  });

  test('an account is protected under any profile; it is asked for where nothing tells it', async () => {
    const { arn, id } = await waiting();
    const protect = { accounts: [account] };
    for (const words of [
      ['stop', arn],
      ['send-success', id, '--no-result'],
      ['start', functionName],
    ]) {
      const { exitCode, err } = await durcb(words, { protect, profile: 'test' });
      assert.equal(exitCode, 2);
      assert.match(err, /"Account 123456789012 is protected\. /);
    }
    const other = { accounts: ['210987654321'] };
    assert.equal((await durcb(['stop', arn], { protect: other, profile: 'test' })).exitCode, 0);
  });

  test('an account that nobody tells is taken for a protected one', async (t) => {
    const endpoint = await serving(t, (request, response) => {
      request.resume();
      response.writeHead(403, { 'x-amzn-ErrorType': 'AccessDeniedException' }).end('{}');
    });
    const trial = { protect: { accounts: [account] }, profile: 'test', endpoint };
    const { exitCode, err } = await durcb(['send-success', 'eA==', '--no-result'], trial);
    assert.equal(exitCode, 2);
    assert.match(
      err,
      /"The account is not known, and some are protected\. Answer callback eA==, region .*, with success: no result\?"/,
    );
    const insisting = await durcb(['send-success', 'eA==', '--no-result', '--yes'], trial);
    assert.equal(insisting.exitCode, 9);
    assert.deepEqual([logged()[1].Outcome, logged()[1].Code], ['refused', 'access-denied']);
  });

  test('another profile is not asked, nor is anybody on this machine', async () => {
    const one = await waiting();
    const two = await waiting();
    assert.equal((await durcb(['stop', one.arn], { protect: prod, profile: 'test' })).exitCode, 0);
    const local = await durcb(['stop', two.arn], { protect: prod, endpoint: there.url });
    assert.equal(local.exitCode, 0, local.err);
  });

  test('without a profile it is that called default', async () => {
    const { arn } = await waiting();
    const { err } = await durcb(['stop', arn], { protect: { profiles: ['def*'] }, profile: null });
    assert.match(err, /"Profile default is protected\. Stop execution .*, region us-east-1, at http/);
  });

  test('doctor knows, too', async () => {
    const { out } = await durcb(['doctor'], { protect: prod });
    assert.match(
      out,
      /^protection\tok\tprofile prod-eu is protected: whatever changes something is asked about$/m,
    );
    const other = await durcb(['doctor'], { protect: prod, profile: 'test' });
    assert.match(other.out, /^protection\tok\tnot of this profile and account$/m);
    assert.doesNotMatch((await durcb(['doctor'])).out, /^protection/m);
  });

  test('what changes nothing is not asked about', async () => {
    const { arn, id, execution } = await waiting();
    for (const words of [
      ['send-success', id, '--no-result', '--dry-run'],
      ['heartbeat', id],
      ['stop', arn, '--dry-run'],
      ['describe', execution],
    ])
      assert.equal((await durcb(words, { protect: prod })).exitCode, 0, words.join(' '));
    assert.equal(await statusOf(execution), 'RUNNING');
  });

  test('a reason can be required', async () => {
    const { arn, execution } = await waiting();
    const protect = { ...prod, requireReason: true };
    const { exitCode, err } = await durcb(['stop', arn, '--yes'], { protect });
    assert.equal(exitCode, 2);
    assert.match(
      err,
      /profile prod-eu is protected, where a reason is required; nothing was changed; add --reason/,
    );
    const environment = { DURCB_REASON: 'INC-7' };
    assert.equal((await durcb(['stop', arn, '--yes'], { protect, environment })).exitCode, 0);
    assert.equal(await statusOf(execution), 'STOPPED');
    assert.equal(logged()[0].Reason, 'INC-7');
    const blank = { protect, environment: { DURCB_REASON: ' \n' } };
    assert.equal((await durcb(['stop', arn, '--yes'], blank)).exitCode, 2);
  });
});

test('every call that could change something asks, and is written down', async () => {
  const harmless = /^(get|list|filter)|^(sendHeartbeat|place|identity|close)$/;
  const { connect } = await import('../../src/lambda/client.ts');
  const { actions } = await import('../../src/safety/action.ts');
  const lambda = connect({ endpoint: elsewhere, environment: {} });
  const calls = Object.entries(lambda).flatMap(([name, call]) => (typeof call === 'function' ? [name] : []));
  assert.deepEqual(calls.filter((call) => !harmless.test(call)).sort(), Object.keys(actions).sort());
  lambda.close();
});

describe('the log of actions', () => {
  test('says who did what to what, why, and what came of it, but not what was sent', async () => {
    const { id, execution, arn } = await waiting();
    const words = [
      '--execution',
      execution,
      '--callback',
      name,
      '--result-text',
      '"secret"',
      '--reason',
      'INC-7',
    ];
    assert.equal((await durcb(['send-success', ...words], { profile: 'test' })).exitCode, 0);
    const [before, after] = logged();
    const { At, User, RequestId, ActionId, ...rest } = after;
    assert.deepEqual(rest, {
      Outcome: 'done',
      Command: 'send-success',
      Operation: 'SendDurableExecutionCallbackSuccess',
      Reason: 'INC-7',
      Profile: 'test',
      Account: account,
      Region: 'us-east-1',
      Endpoint: elsewhere,
      FunctionName: functionName,
      DurableExecutionArn: arn,
      CallbackId: id,
      Bytes: 8,
      Sha256: 'c1980264fc223a890afae83c91bd2d438ef2ad0dae751fdea3660c3e556b1396',
    });
    assert.deepEqual([before.Outcome, before.ActionId], ['trying', ActionId]);
    assert.match(At, /^\d{4}-.*Z$/);
    assert.ok(User && RequestId);
    assert.ok(!readFileSync(logFile(), 'utf8').includes('secret'));
    assert.equal(statSync(logFile()).mode & 0o777, 0o600);
    assert.equal(statSync(join(logFile(), '..')).mode & 0o777, 0o700);
  });

  test('says which execution was started, and which was about to be', async () => {
    const words = ['start', functionName, '--name', 'logged', '--input-text', '{}', '-o', 'id'];
    const { out } = await durcb(words, { profile: 'test' });
    const lines = logged().map(({ DurableExecutionName, DurableExecutionArn, FunctionName }) => [
      FunctionName,
      DurableExecutionName,
      DurableExecutionArn,
    ]);
    assert.deepEqual(lines, [
      [functionName, 'logged', undefined],
      [functionName, 'logged', out.trim()],
    ]);
  });

  test('has what was refused, too', async () => {
    const { arn } = await waiting();
    await there.durcb(['stop', arn]);
    const { exitCode } = await durcb(['send-success', btoa('nobody/nothing'), '--no-result']);
    assert.equal(exitCode, 8);
    const [, { Outcome, Code }] = logged();
    assert.deepEqual([Outcome, Code], ['refused', 'not-found']);
  });

  test('has what was broken off, of which nobody knows whether it was done', async (t) => {
    const stopping = new AbortController();
    const endpoint = await serving(t, () => stopping.abort(interruptions.SIGINT));
    const { signal } = stopping;
    const words = ['send-success', 'eA==', '--no-result'];
    const { exitCode } = await durcb(words, { endpoint, signal, profile: 'test' });
    assert.equal(exitCode, 130);
    assert.deepEqual(
      logged().map(({ Outcome }) => Outcome),
      ['trying', 'unknown'],
    );
  });

  test('has what was refused at a second attempt, of whose first nobody knows', async (t) => {
    let isFirst = true;
    const endpoint = await serving(t, (request, response) => {
      request.resume();
      if (isFirst) {
        isFirst = false;
        return request.socket.destroy();
      }
      const headers = { 'x-amzn-ErrorType': 'CallbackTimeoutException' };
      return response.writeHead(400, headers).end('{}');
    });
    const words = ['send-success', 'eA==', '--no-result'];
    assert.equal((await durcb(words, { endpoint, profile: 'test' })).exitCode, 7);
    const [, { Outcome, Code }] = logged();
    assert.deepEqual([Outcome, Code], ['unknown', 'callback-closed']);
  });

  test('of this machine holds only what has a reason', async () => {
    const [one, two] = [await waiting(), await waiting()];
    await durcb(['stop', one.arn], { endpoint: there.url });
    assert.throws(logged);
    await durcb(['stop', two.arn, '--reason', 'a rehearsal'], { endpoint: there.url });
    assert.equal(logged().length, 2);
  });

  test('that cannot be written keeps nobody from acting, and says so once', async () => {
    const { arn, execution } = await waiting();
    writeFileSync(join(directory, 'state'), 'no directory');
    const { exitCode, err } = await durcb(['stop', arn]);
    assert.equal(exitCode, 0);
    assert.match(err, /^durcb: warning: what is done cannot be written to the log of actions: [^\n]*\n$/);
    assert.equal(await statusOf(execution), 'STOPPED');
  });
});

describe('--reason-in-error', () => {
  test('lets the history have the reason', async () => {
    const { arn, execution } = await waiting();
    const words = ['--error-type', 'Operator', '--reason', 'INC-7', '--reason-in-error'];
    assert.equal((await there.durcb(['stop', arn, ...words], stateHere())).exitCode, 0);
    const { Error } = await there.json('describe', execution, '--show');
    assert.equal(Error.ErrorData, '{"Reason":"INC-7"}');
  });

  test('needs one, and room for it', async () => {
    const { arn } = await waiting();
    assert.match((await there.durcb(['stop', arn, '--reason-in-error'])).err, /needs a reason; add --reason/);
    const words = ['--reason', 'x', '--reason-in-error', '--error-data', '1'];
    const { exitCode, err } = await there.durcb(['stop', arn, ...words]);
    assert.equal(exitCode, 2);
    assert.match(err, /ErrorData of its own/);
    assert.equal((await there.durcb(['stop', arn, '--reason', ' '])).exitCode, 2);
  });

  const stateHere = () => ({ environment: { XDG_STATE_HOME: directory } });
});
