import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { memoryIo } from '../../src/cli/io.ts';
import { run } from '../../src/run.ts';
import { type Emulated, emulated } from '../commands/emulated.ts';
import { ManualClock } from '../manual-clock.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const customer = { customerId: 'c' };
const home = temporaryDirectory({ after });
let service: Emulated;

before(async () => {
  service = await emulated(['two-callbacks', 'failing']);
  await service.started('two-callbacks', 'loan-1', customer, 'callback:fraud-check');
  await service.started('two-callbacks', 'loan-2', {}, 'end');
});

after(() => service.close());

/** What is offered, and what is said of it; `=` begins the word at the cursor. */
async function offered(...words: readonly string[]): Promise<string[][]> {
  const environment = { XDG_CACHE_HOME: temporaryDirectory({ after }), HOME: home };
  const { exitCode, out, err } = await service.durcb(['__complete', ...words], { environment });
  assert.deepEqual([exitCode, err], [0, '']);
  return out.split('\n').flatMap((line) => (line ? [line.split('\t')] : []));
}

const values = async (...words: readonly string[]) => (await offered(...words)).map(([value]) => value);

describe('offers', () => {
  test('functions, and the versions of one', async () => {
    assert.deepEqual(await values('function', '=', 'start'), ['two-callbacks', 'failing']);
    assert.deepEqual(await values('function', '=failing:', 'start'), ['failing:$LATEST']);
    assert.deepEqual(await values('function', "='failing:", 'start'), ['failing:$LATEST']);
  });

  test('executions: those that run where others are of no use, and by ARN where one is begun', async () => {
    const selectors = ['@last', '@last-failed'];
    assert.deepEqual(await values('execution', '=', 'describe'), [...selectors, 'loan-2', 'loan-1']);
    assert.deepEqual(await values('execution', '=', 'wait'), [...selectors, 'loan-1', 'loan-2']);
    assert.deepEqual(await values('execution', '=', 'stop'), [...selectors, 'loan-1']);
    assert.deepEqual(await values('execution', '=', 'stop', '--function', 'failing'), selectors);
    const [two, failing] = ['two-callbacks', 'failing'];
    assert.deepEqual(await values('execution', '=', 'tail'), [
      ...selectors,
      'loan-1',
      'loan-2',
      two,
      failing,
    ]);
    const [arn = '', ...others] = await values('execution', '=arn:', 'stop', '--function=two-callbacks');
    assert.match(arn, /^arn:aws:lambda:.*:function:two-callbacks:\$LATEST\/durable-execution\/loan-1\//);
    assert.deepEqual(others, []);
  });

  test('callbacks by id, with what tells them apart, and by name', async () => {
    const [[id, about] = [], ...others] = await offered('callback', '=', 'send-success');
    assert.match(`${id}`, /^[\w+/]+=*$/);
    assert.match(`${about}`, /^credit-check, two-callbacks\/loan-1, waits for \ds, expires in (5m|4m 5\ds)$/);
    assert.equal(others.length, 1);
    const words = ['send-success', '--execution', 'loan-1', '--callback'];
    assert.deepEqual(await values('callback-name', '=', ...words), ['credit-check', 'fraud-check']);
    assert.deepEqual(await values('callback-name', '=', '--execution=loan-2'), []);
  });

  test('profiles, out of the files of AWS', async () => {
    const files = {
      AWS_CONFIG_FILE: join(home, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    };
    writeFileSync(files.AWS_CONFIG_FILE, '[default]\nregion = x\n[ profile my prod ]\n[sso-session s]\n');
    writeFileSync(files.AWS_SHARED_CREDENTIALS_FILE, '[default]\n[old]\n');
    const { out } = await service.durcb(['__complete', 'profile', '='], { environment: files });
    assert.equal(out, 'default\t\nmy prod\t\nold\t\n');
    assert.equal((await service.durcb(['__complete', 'profile', '='])).exitCode, 0);
  });

  test('nothing, and says nothing, where something is wrong', async () => {
    assert.deepEqual(await offered('planet', '='), []);
    assert.deepEqual(await offered(), []);
    assert.deepEqual(await offered('function', '=', '--endpoint-url', 'nonsense'), []);
    assert.deepEqual(await offered('function', '=', '--endpoint-url', 'http://127.0.0.1:1'), []);
    assert.deepEqual(await offered('callback', '=', '--execution', 'nobody'), []);
  });
});

describe('what was asked before', () => {
  test('is offered for a moment, and for minutes while nobody answers; nobody else may read it', async () => {
    const clock = new ManualClock();
    const mortal = await emulated(['failing'], clock);
    const cache = temporaryDirectory({ after });
    const asked = async () => {
      const environment = { XDG_CACHE_HOME: cache };
      return (await mortal.durcb(['__complete', 'function', '='], { environment })).out;
    };
    const fresh = await asked();
    assert.match(fresh, /^failing\t/);
    await mortal.close();
    assert.equal(await asked(), fresh);
    clock.advance(60_000);
    assert.equal(await asked(), fresh);
    clock.advance(240_000);
    assert.equal(await asked(), '');
    const directory = join(cache, 'durcb', 'completion');
    const modes = [directory, ...readdirSync(directory).map((name) => join(directory, name))].map(
      (path) => statSync(path).mode & 0o777,
    );
    assert.deepEqual(modes, [0o700, 0o600]);
  });
});

test('waits no longer than somebody who presses a key', async (t) => {
  const server = createServer(() => asked.resolve());
  const asked = Promise.withResolvers<void>();
  t.after(() => server.close().closeAllConnections());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const clock = new ManualClock();
  const io = memoryIo();
  const completed = run(['__complete', 'function', '=', '--endpoint-url', url], {
    io,
    clock,
    // What it took to begin counts, too.
    began: clock.now() - 300,
    workingDirectory: home,
    environment: { XDG_CACHE_HOME: home },
  });
  await asked.promise;
  clock.advance(500);
  assert.equal(await completed, 0);
  assert.deepEqual([io.out.text, io.err.text], ['', '']);
});

test('signs nothing for an address that a directory brings along', async (t) => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.end('{}');
  });
  t.after(() => server.close().closeAllConnections());
  await once(server.listen(0, '0.0.0.0'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : '';
  const directory = temporaryDirectory(t);
  const environment = { XDG_CACHE_HOME: directory };
  const askedThere = async (...options: readonly string[]) => {
    const io = memoryIo();
    await run(['__complete', 'function', '=', ...options], { io, workingDirectory: directory, environment });
    return asked;
  };
  for (const [host, count] of [
    ['0.0.0.0', 0],
    ['127.0.0.1', 1],
  ] as const) {
    const url = `http://${host}:${port}`;
    writeFileSync(join(directory, 'durcb.json'), JSON.stringify({ endpointUrl: url }));
    assert.equal(await askedThere(), count);
  }
  mkdirSync(join(directory, '.durcb'));
  writeFileSync(
    join(directory, '.durcb', 'emulator.json'),
    JSON.stringify({ Url: `http://0.0.0.0:${port}` }),
  );
  assert.equal(await askedThere('--local'), 1);
});
