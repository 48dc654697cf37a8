import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { emulatorProcess } from '../emulator-process.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { rustFunction } from './programs.ts';
import { withoutPrograms } from './toolchain.ts';

const doubler = join(import.meta.dirname, '../fixtures/functions/typescript/plain-doubler.ts');

describe('a durable function in Rust', { skip: withoutPrograms('cargo') }, () => {
  let words: readonly string[];
  before(async () => {
    words = [`orders=cmd: '${await rustFunction()}/bootstrap'`, '--plain', doubler];
  });

  test('waits for a callback and a timer, and calls another function, over a restart', async (t) => {
    const directory = temporaryDirectory(t);
    const first = await emulatorProcess(directory, words);
    t.after(() => first.end('SIGKILL'));
    const arn = await first.durcb.text('start', 'orders', '--input-text', '{"orderId":"7"}', '-o', 'id');
    const id = await first.durcb.text('wait', arn, '--for', 'callback:payment', '-o', 'id');
    await first.end('SIGKILL');

    const next = await emulatorProcess(directory, words);
    t.after(() => next.end('SIGKILL'));
    const { durcb } = next;
    assert.equal(await durcb.text('pending', '-o', 'id'), id);
    await durcb.text('heartbeat', id);
    await durcb.text('send-success', id, '--result-text', '{"amount":21}');
    await durcb.text('wait', arn);
    assert.equal(await durcb.text('result', arn), '{"number":"7-1","doubled":42}');
    const events = JSON.parse(await durcb.text('history', arn, '-o', 'json', '--query', '[].EventType'));
    assert.deepEqual(
      events.filter((type: string) => type !== 'InvocationCompleted'),
      [
        'ExecutionStarted',
        ...['StepStarted', 'StepSucceeded', 'CallbackStarted', 'CallbackSucceeded'],
        ...['WaitStarted', 'WaitSucceeded', 'ChainedInvokeStarted', 'ChainedInvokeSucceeded'],
        'ExecutionSucceeded',
      ],
    );
  });

  test('fails in its own words and in those of the service', async (t) => {
    const emulator = await emulatorProcess(temporaryDirectory(t), [...words, '--max-failures', '1']);
    t.after(() => emulator.end('SIGKILL'));
    const { durcb } = emulator;
    const failure = async (mode: string) => {
      const input = JSON.stringify({ orderId: '7', mode });
      const arn = await durcb.text('start', 'orders', '--input-text', input, '-o', 'id');
      assert.equal((await durcb('wait', arn)).exitCode, 3);
      const { ErrorType, ErrorMessage } = JSON.parse(
        await durcb.text('describe', arn, '-o', 'json', '--query', 'Error'),
      );
      return [ErrorType, ErrorMessage.replace(/(?<=RequestId: )[0-9a-f-]{36}/, 'ID')];
    };
    assert.deepEqual(await failure('fail'), ['HandlerError', 'the order is empty']);
    assert.deepEqual(await failure('exit'), [
      'Runtime.ExitError',
      'RequestId: ID Error: Runtime exited with error: exit status 3',
    ]);
    const [type, message] = await failure('panic');
    assert.match(type, /^&alloc::boxed::Box<dyn core::any::Any/);
    assert.equal(message, 'Lambda panicked: no order book');
  });
});
