import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { interruptions } from '../../src/cli/interruption.ts';
import { memoryIo } from '../../src/cli/io.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { run } from '../../src/run.ts';
import { durcbAt } from '../durcb.ts';
import { emulatorProcess } from '../emulator-process.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { waitFor } from '../wait-for.ts';
import { emulating } from './emulating.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');
const sample = (name: string) => join(fixtures, 'functions', 'typescript', `${name}.ts`);
const gatekeeper = join(fixtures, 'restart', 'gatekeeper.ts');

describe('durcb emulate', { concurrency: 3 }, () => {
  // First, since most of its time is those five seconds.
  test('gives a running invocation five seconds, and runs it again after a restart', async (t) => {
    const directory = temporaryDirectory(t);
    const gate = join(directory, 'gate');
    const words = [`keeper=${gatekeeper}`, '--env', 'GREETING=Hi', '--state', 'state'];
    const emulator = await emulatorProcess(directory, words);
    t.after(() => emulator.end('SIGKILL'));
    assert.equal(emulator.line, emulator.ready.Url);
    const { durcb, said } = emulator;
    const arn = await durcb.text('start', 'keeper', '--input-text', JSON.stringify({ gate }), '-o', 'id');
    await waitFor('the invocation', () => said().includes(`keeper | Hi, I wait for ${gate}\n`) || undefined);
    const before = await durcb.text('history', arn);
    assert.deepEqual(await emulator.end('SIGINT'), { exitCode: 130, signal: null });
    assert.match(said(), /\ndurcb: stopping; running invocations have five seconds, the state is safe\n/);
    assert.match(
      said(),
      /\ndurcb: 1 invocation was cut off; those of durable executions run again at the next start\n$/,
    );
    assert.equal(existsSync(join(directory, '.durcb', 'emulator.json')), false);

    const next = await emulatorProcess(directory, words);
    t.after(() => next.end('SIGKILL'));
    writeFileSync(gate, '');
    await next.durcb.text('wait', arn);
    const history = await next.durcb.text('history', arn, '--payload', 'full');
    assert.ok((await next.durcb.text('history', arn)).startsWith(`${before}\n`));
    assert.match(
      history,
      /\tStepSucceeded\tfirst\t("[0-9a-f-]{36}")\n.*\tExecutionSucceeded\t.*\t\{"first":\1\}$/s,
    );
    assert.deepEqual(await next.end('SIGTERM'), { exitCode: 143, signal: null });
  });

  test('is interrupted while a function still loads', async (t) => {
    const directory = temporaryDirectory(t);
    const loading = join(directory, 'loading');
    const code = [
      "import { writeFileSync } from 'node:fs';",
      `writeFileSync(${JSON.stringify(loading)}, '');`,
      'setInterval(() => {}, 1000);',
      'await new Promise(() => {});',
    ];
    writeFileSync(join(directory, 'endless.mjs'), code.join('\n'));
    const interruption = new AbortController();
    const io = memoryIo();
    const ended = run(['emulate', 'endless.mjs', '--port', '0'], {
      io,
      workingDirectory: directory,
      environment: { PATH: process.env.PATH },
      signal: interruption.signal,
    });
    await waitFor('the loading', () => existsSync(loading) || undefined);
    interruption.abort(interruptions.SIGINT);
    assert.equal(await ended, 130);
    assert.deepEqual([io.out.text, io.err.text], ['', 'durcb: interrupted\n']);
    const state = { kind: 'directory', directory: join(directory, '.durcb', 'state') } as const;
    await (await startEmulator({ functions: [], state })).close();
  });

  test('serves several functions, and tells scripts where', async (t) => {
    const directory = temporaryDirectory(t);
    const words = ['--env', 'STAGE=test', '--plain', sample('plain-doubler')];
    const durable = [sample('chained-caller'), `chained-target=${sample('chained-target')}`];
    const emulator = await emulating(directory, [
      ...words,
      ...durable,
      '--ready-file',
      'ready.json',
      '-o',
      'json',
    ]);
    const told = JSON.parse(emulator.line);
    assert.deepEqual(told, {
      Url: `http://127.0.0.1:${told.Port}`,
      Port: told.Port,
      Pid: process.pid,
      StateDirectory: join(directory, '.durcb', 'state'),
      Functions: ['chained-caller', 'chained-target', 'plain-doubler'],
    });
    const found = join(directory, '.durcb', 'emulator.json');
    for (const file of [found, join(directory, 'ready.json')])
      assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), told);

    const below = join(directory, 'src', 'handlers');
    mkdirSync(below, { recursive: true });
    const durcb = durcbAt(undefined, { workingDirectory: below });
    const arn = await durcb.text(
      'start',
      'chained-caller',
      '--local',
      '--input-text',
      '{"value":4}',
      '-o',
      'id',
    );
    const result = await durcb.text('result', arn, '--wait', '--local');
    assert.deepEqual(JSON.parse(result), { value: 4, squared: 16, doubled: 32 });
    const refused = await durcb('start', 'plain-doubler', '--local', '--input-text', '{"value":4}');
    assert.match(refused.err, /plain-doubler:\$LATEST is no durable function; it was not invoked/);

    assert.equal(await emulator.interrupt(), 130);
    assert.equal(existsSync(found), false);
    assert.match(emulator.io.err.text, /^durcb: stopping; .*\n$/);
  });

  test('leaves --local to the emulator that was there first', async (t) => {
    const directory = temporaryDirectory(t);
    const first = await emulatorProcess(directory, [sample('order'), '--state', 'memory']);
    t.after(() => first.end('SIGKILL'));
    const second = await emulating(directory, [sample('order'), '--state', 'memory']);
    assert.equal(await second.interrupt(), 130);
    const { Pid, Url } = first.ready;
    const use = `use --endpoint-url ${second.line} for this one`;
    assert.ok(
      second.io.err.text.startsWith(`durcb: --local means the emulator of process ${Pid} here; ${use}\n`),
    );
    const found = join(directory, '.durcb', 'emulator.json');
    assert.equal(JSON.parse(readFileSync(found, 'utf8')).Url, Url);
    await first.end('SIGKILL');

    const third = await emulatorProcess(directory, [sample('order'), '--state', 'memory']);
    t.after(() => third.end('SIGKILL'));
    assert.equal(JSON.parse(readFileSync(found, 'utf8')).Url, third.line);
    assert.deepEqual(await third.end('SIGHUP'), { exitCode: 129, signal: null });
    assert.equal(existsSync(found), false);
  });

  test('tells people what to type next', async (t) => {
    const directory = temporaryDirectory(t);
    const words = [sample('order'), '--plain', sample('plain-doubler'), '--state', 'memory'];
    const emulator = await emulating(directory, words, { terminal: true });
    assert.match(emulator.line, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(await emulator.interrupt(), 130);
    const said = emulator.io.err.text;
    assert.match(said, /functions +order, plain-doubler \(plain\)\n/);
    assert.match(said, /state +in memory, gone when this ends\n/);
    assert.ok(said.includes(`export AWS_ENDPOINT_URL_LAMBDA=${emulator.line}\n`));
    assert.match(said, /durcb start order --local --follow/);
    const [, state = ''] = /state +(.*)\n/.exec(said) ?? [];
    const tooLong = said.split('\n').filter((line) => line.length > 80 && !line.includes(state));
    assert.deepEqual(tooLong, []);
    assert.equal(existsSync(join(directory, '.durcb', 'state')), false);
  });

  test('serves the functions of durcb.json, and shows what they print under their names', async (t) => {
    const directory = temporaryDirectory(t);
    const gate = join(directory, 'gate');
    const functions = { keeper: { handler: gatekeeper, environment: { GREETING: 'Hello' }, timeout: 30 } };
    writeFileSync(join(directory, 'durcb.json'), JSON.stringify({ functions }));
    writeFileSync(gate, '');
    for (const quiet of [false, true]) {
      const words = quiet ? ['--quiet'] : [];
      const emulator = await emulating(directory, [...words, '--state', 'memory']);
      const durcb = durcbAt(emulator.line);
      const input = JSON.stringify({ gate });
      await durcb.text('start', 'keeper', '--input-text', input, '--wait');
      await emulator.interrupt();
      const line = `keeper | Hello, I wait for ${gate}\n`;
      if (quiet) assert.equal(emulator.io.err.text, '');
      else assert.ok(emulator.io.err.text.includes(line), emulator.io.err.text);
    }
  });

  test('goes on with its state, until told to forget it', async (t) => {
    const directory = temporaryDirectory(t);
    const input = JSON.stringify({ orderId: '7', items: [{ price: 1, quantity: 2 }] });
    const pendingAfter = async (...words: readonly string[]) => {
      const emulator = await emulating(directory, [sample('order'), ...words]);
      const durcb = durcbAt(emulator.line);
      if (words.includes('--quiet')) {
        await durcb.text('start', 'order', '--name', 'seven', '--input-text', input);
        await durcb.text('wait', 'seven', '--for', 'callback:approve-order');
        await durcb.text('wait', 'seven', '--for', 'suspended');
      }
      const columns = '[].[DurableExecutionArn, CallbackId, Derived.Deadline]';
      const pending = JSON.parse(await durcb.text('pending', '-o', 'json', '--query', columns));
      assert.equal(await emulator.interrupt(), 130);
      return pending;
    };
    const before = await pendingAfter('--quiet');
    assert.equal(before.length, 1);
    assert.deepEqual(await pendingAfter(), before);
    assert.deepEqual(await pendingAfter('--state', 'elsewhere'), []);
    assert.deepEqual(await pendingAfter('--reset'), []);
    assert.deepEqual(await pendingAfter(), []);
  });
});
