import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import { temporaryDirectory } from '../../temporary-directory.ts';
import { handlerFile, sandbox } from '../functions/test-host.ts';
import {
  plain,
  type ScriptedEmulator,
  type ScriptedOptions,
  scriptedEmulator,
  scriptedFunctions,
} from '../scripted-emulator.ts';
import { startWait } from '../updates.ts';

/** An emulator that keeps its state on disk, and its successor: the same functions, directory and clock. */
async function emulatorOnDisk(t: TestContext) {
  const state = { kind: 'directory', directory: temporaryDirectory(t) } as const;
  const scripted = await scriptedFunctions(t);
  const first = await scriptedEmulator(t, { state, scripted });
  const next = (more: ScriptedOptions = {}): Promise<ScriptedEmulator> =>
    scriptedEmulator(t, { state, scripted, clock: first.clock, ...more });
  return { first, next, directory: state.directory };
}

describe('after a restart', () => {
  test('a callback can be answered by its id, and the history goes on', async (t) => {
    const { first, next } = await emulatorOnDisk(t);
    const { arn, CallbackId } = await first.startCallback();
    await first.emulator.close();
    const second = await next();
    await second.lambda.sendDurableExecutionCallbackSuccess({ CallbackId, Result: Buffer.from('"€"') });
    const invocation = await second.order.next();
    const operation = invocation.input.InitialExecutionState.Operations.at(-1);
    assert.deepEqual([operation?.Id, operation?.CallbackDetails?.Result], ['c', '"€"']);
    invocation.succeed('"done"');
    await second.ended(arn);
    const events = await second.events(arn);
    assert.deepEqual(
      events.map(({ EventId, EventType }) => [EventId, EventType]),
      [
        [1, 'ExecutionStarted'],
        [2, 'CallbackStarted'],
        [3, 'InvocationCompleted'],
        [4, 'CallbackSucceeded'],
        [5, 'InvocationCompleted'],
        [6, 'ExecutionSucceeded'],
      ],
    );
  });

  test('timers keep their times; those that fell due meanwhile count at once', async (t) => {
    const { first, next } = await emulatorOnDisk(t);
    const arn = await first.startSuspended(startWait('a', 10), startWait('b', 60));
    await first.emulator.close();
    first.clock.advance(20_000);
    const second = await next();
    const woken = await second.order.next();
    assert.deepEqual(woken.input.UpdatedOperationIds, ['a']);
    woken.suspend();
    await second.invocationsEnded(arn, 2);
    second.clock.advance(39_999);
    assert.equal(second.order.untaken, 0);
    second.clock.advance(1);
    assert.deepEqual((await second.order.next()).input.UpdatedOperationIds, ['b']);
  });

  test('heartbeats are remembered', async (t) => {
    const { first, next } = await emulatorOnDisk(t);
    const { CallbackId } = await first.startCallback({ HeartbeatTimeoutSeconds: 10 });
    first.clock.advance(9000);
    await first.lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId });
    await first.emulator.close();
    first.clock.advance(9000);
    const second = await next();
    await second.lambda.sendDurableExecutionCallbackHeartbeat({ CallbackId });
  });

  test('the pause after a failed invocation goes on', async (t) => {
    const { first, next } = await emulatorOnDisk(t);
    const arn = await first.start();
    (await first.order.next()).crash();
    await first.invocationsEnded(arn, 1);
    await first.emulator.close();
    const second = await next();
    second.clock.advance(999);
    assert.equal(second.order.untaken, 0);
    second.clock.advance(1);
    assert.equal((await second.order.next()).arn, arn);
  });

  test('a name still means its execution', async (t) => {
    const { first, next } = await emulatorOnDisk(t);
    const arn = await first.startSucceeded('"done"', { DurableExecutionName: 'order-7' });
    await first.emulator.close();
    const second = await next();
    assert.equal(await second.start({ DurableExecutionName: 'order-7' }), arn);
  });
});

describe('an invocation that the end of the emulator cuts off', () => {
  test('is run again, and is no failure of the function', async (t) => {
    const { first, next } = await emulatorOnDisk(t);
    const arn = await first.start();
    const broken = await first.order.next();
    await broken.checkpoint(first.lambda, startWait('w', 60));
    await first.emulator.close();
    const second = await next({ maxInvocationFailures: 1 });
    const again = await second.order.next();
    assert.equal(again.arn, arn);
    assert.notEqual(again.input.CheckpointToken, broken.token);
    const late = second.lambda.checkpointDurableExecution({
      DurableExecutionArn: arn,
      CheckpointToken: broken.token,
    });
    await assert.rejects(late, { message: 'Invalid checkpoint token' });
    again.succeed('"done"');
    await second.ended(arn);
    const events = await second.events(arn);
    assert.equal(events[2]?.InvocationCompletedDetails?.Error?.Payload?.ErrorType, 'Runtime.ExitError');
    const { Status } = await second.lambda.getDurableExecution({ DurableExecutionArn: arn });
    assert.equal(Status, 'SUCCEEDED');
  });

  test('may end in the time it is given, and is then not run again', async (t) => {
    const { first, next } = await emulatorOnDisk(t);
    const arn = await first.start();
    const invocation = await first.order.next();
    const closed = first.emulator.close(5000);
    // Requests are served until it has ended.
    await invocation.checkpoint(first.lambda, startWait('w', 60));
    invocation.suspend();
    await closed;
    const second = await next();
    assert.deepEqual(await second.eventTypes(arn), [
      'ExecutionStarted',
      'WaitStarted',
      'InvocationCompleted',
    ]);
    assert.equal(second.order.untaken, 0);
  });

  test('of an execution that was stopped is noted and not run again', async (t) => {
    const { first, next } = await emulatorOnDisk(t);
    const arn = await first.start();
    await first.order.next();
    await first.lambda.stopDurableExecution({ DurableExecutionArn: arn });
    await first.emulator.close();
    const second = await next();
    const types = ['ExecutionStarted', 'ExecutionStopped', 'InvocationCompleted'];
    assert.deepEqual(await second.eventTypes(arn), types);
    assert.equal(second.order.untaken, 0);
  });
});

test('an execution that cannot be read is told, and keeps nothing else from going on', async (t) => {
  const { first, next, directory } = await emulatorOnDisk(t);
  await first.startSuspended(startWait('a', 10));
  await first.emulator.close();
  const database = new DatabaseSync(join(directory, 'journal.sqlite'));
  database.exec("UPDATE events SET body = '{'; UPDATE executions SET awake = 1");
  database.close();
  const lines: string[] = [];
  const second = await next({ log: (line) => lines.push(line) });
  assert.match(lines.join(), /^execution \S+ cannot be taken up: .* is damaged: /);
  assert.equal((await second.lambda.publishVersion({ FunctionName: 'order' })).Version, '1');
  await second.startSucceeded();
});

test('an execution that was accepted while the emulator was ending is run by the next one', async (t) => {
  const { first, next } = await emulatorOnDisk(t);
  await first.start();
  const invocation = await first.order.next();
  const closed = first.emulator.close(5000);
  const late = await first.start();
  invocation.succeed();
  await closed;
  const second = await next();
  assert.equal((await second.order.next()).arn, late);
});

test('a synchronous invoke that waits is told of the end of the emulator; the execution goes on later', async (t) => {
  const { first, next } = await emulatorOnDisk(t);
  const answer = first.lambda.invoke({ FunctionName: 'order:$LATEST' });
  const told = assert.rejects(answer, { name: 'ServiceException', message: 'The emulator is stopping.' });
  const { arn } = await first.order.next();
  await first.emulator.close();
  await told;
  const second = await next();
  assert.equal((await second.order.next()).arn, arn);
});

/** A function that takes until `open` to start, and how far it is. */
async function slowFunction(t: TestContext) {
  const asked = Promise.withResolvers<() => void>();
  const gate = createServer((_request, response) => asked.resolve(() => response.end()));
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  t.after(() => gate.close());
  const address = gate.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const file = handlerFile(t, 'slow.mjs', `await fetch('${url}');\nexport const handler = async () => 1;`);
  const code = { kind: 'node', file, export: 'handler' } as const;
  return { definition: { ...plain('slow', ''), code }, starting: asked.promise };
}

test('what is invoked while functions are still starting is not taken for broken off', async (t) => {
  const { first, next } = await emulatorOnDisk(t);
  const { arn, CallbackId } = await first.startCallback();
  await first.emulator.close();
  const slow = await slowFunction(t);
  const { port } = first.emulator;
  const starting = next({ port, also: () => [slow.definition], environment: sandbox.environment });
  const open = await slow.starting;
  // The first client: the second emulator is reached at the same port.
  await first.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
  const invocation = await first.order.next();
  open();
  const second = await starting;
  invocation.succeed('"once"');
  await second.ended(arn);
  assert.deepEqual((await second.eventTypes(arn)).slice(3), [
    'CallbackSucceeded',
    'InvocationCompleted',
    'ExecutionSucceeded',
  ]);
  const completed = (await second.events(arn))[4]?.InvocationCompletedDetails;
  assert.equal(completed?.Error, undefined);
  assert.equal(second.order.untaken, 0);
});
