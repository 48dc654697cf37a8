import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { watchedProcess } from '../../../src/emulator/functions/watched-process.ts';
import { type Clock, systemClock } from '../../../src/model/time.ts';
import { beacon } from './beacon.ts';
import { fixture, withoutPython } from './test-host.ts';

interface Options {
  readonly environment?: Record<string, string>;
  readonly clock?: Clock;
  readonly system?: string;
}

function start(
  t: TestContext,
  command: readonly string[],
  { environment, clock = systemClock, system = process.platform }: Options = {},
) {
  const lines: string[] = [];
  const first = Promise.withResolvers<string>();
  const child = watchedProcess({
    command,
    directory: fixture('.'),
    environment: { PATH: process.env.PATH ?? '', ...environment },
    clock,
    system,
    onLine(line) {
      lines.push(line);
      first.resolve(line);
    },
  });
  t.after(() => child.kill());
  return { child, lines, firstLine: first.promise };
}

const shell = (script: string) => ['/bin/sh', '-c', script];

test('a program has the arguments and the environment it is given, and no more', async (t) => {
  const { child, lines } = start(t, ['printenv', 'A', 'HOME'], { environment: { A: '1 $2 "3"' } });
  assert.deepEqual(await child.ended, { kind: 'exit', code: 1 });
  assert.deepEqual(lines, ['1 $2 "3"']);
});

test('the lines of both streams are told in their order, before the end is', async (t) => {
  const { child, lines } = start(t, shell('for i in 1 2 3; do echo out $i; echo err $i >&2; done; exit 3'));
  assert.deepEqual(await child.ended, { kind: 'exit', code: 3 });
  assert.deepEqual(lines, ['out 1', 'err 1', 'out 2', 'err 2', 'out 3', 'err 3']);
});

test('a program has no child that it has not started', { skip: withoutPython }, async (t) => {
  const { child, lines } = start(t, ['python3', '-c', 'import os; os.waitpid(-1, os.WNOHANG)']);
  await child.ended;
  assert.equal(lines.at(-1), 'ChildProcessError: [Errno 10] No child processes');
});

test('terminate asks first', async (t) => {
  const { child, firstLine } = start(
    t,
    shell('trap "exit 5" TERM; echo ready; while :; do sleep 0.01; done'),
  );
  await firstLine;
  child.terminate();
  assert.deepEqual(await child.ended, { kind: 'exit', code: 5 });
});

test('terminate kills what does not listen', async (t) => {
  const hasty: Clock = { ...systemClock, after: (_milliseconds, call) => systemClock.after(0, call) };
  const { child, firstLine } = start(t, shell('trap "" TERM; echo ready; while :; do :; done'), {
    clock: hasty,
  });
  await firstLine;
  child.terminate();
  assert.deepEqual(await child.ended, { kind: 'signal', signal: 'SIGKILL' });
});

test('what a program leaves behind ends with it', async (t) => {
  const { port, seen } = await beacon(t);
  const script = `process.on('SIGTERM', () => {}); import('${fixture('beacon.mjs')}')
    .then(({ handler }) => handler({ port: ${port}, next: 'wait' }))`;
  const command = shell('"$NODE" -e "$SCRIPT" & trap "exit 0" TERM; while :; do sleep 0.01; done');
  const { child } = start(t, command, { environment: { NODE: process.execPath, SCRIPT: script } });
  const left = await seen();
  child.terminate();
  assert.deepEqual(await child.ended, { kind: 'exit', code: 0 });
  await left.gone;
});

test('a program that is not there exits with 127', async (t) => {
  const { child, lines } = start(t, ['./no-such-program']);
  assert.deepEqual(await child.ended, { kind: 'exit', code: 127 });
  assert.match(lines.join('\n'), /no-such-program: not found/);
});

test('where there are no groups a program is started without a shell, and ended alone', async (t) => {
  const system = 'win32';
  const loop = 'console.log("out"); console.error("err"); setInterval(() => {}, 1000)';
  const { child, lines, firstLine } = start(t, [process.execPath, '-e', loop], { system });
  await firstLine;
  child.kill();
  assert.deepEqual(await child.ended, { kind: 'signal', signal: 'SIGKILL' });
  assert.ok(lines.includes('out'));
  const missing = await start(t, ['no-such-program'], { system }).child.ended;
  assert.equal(missing.kind, 'unspawned');
});
