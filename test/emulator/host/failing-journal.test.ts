import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { ServiceException } from '@aws-sdk/client-lambda';
import { openSqliteJournal } from '../../../src/emulator/journal/sqlite-journal.ts';
import { scriptedFunction } from '../../scripted-function.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';
import { refused } from '../refused.ts';
import { durable, lambdaClient, plain, ScriptedEmulator, scriptedFunctions } from '../scripted-emulator.ts';
import { startInvoke, startWait } from '../updates.ts';
import { emulatorOnJournal } from './emulator-on-journal.ts';
import { FailingJournal } from './failing-journal.ts';

const full = 'the disk is full';
const asynchronous = { FunctionName: 'order', Qualifier: '$LATEST', InvocationType: 'Event' } as const;

async function emulatorOnFailingJournal(t: TestContext) {
  const directory = temporaryDirectory(t);
  const journal = new FailingJournal(openSqliteJournal({ directory, owner: { pid: process.pid } }));
  const scripted = await scriptedFunctions(t);
  const child = await scriptedFunction(t);
  const functions = [
    durable('order', scripted.order.url),
    durable('child', child.url),
    plain('plain', scripted.plain.url),
  ];
  const { emulator, clock, lines, told } = await emulatorOnJournal(t, journal, functions);
  const lambda = lambdaClient(t, emulator.url);
  const service = new ScriptedEmulator({ ...scripted, emulator, lambda, clock });
  return { service, journal, child, clock, lines, told };
}

describe('when it cannot be stored, the caller is told and nothing has happened:', () => {
  test('a start, whose name stays free', async (t) => {
    const { service, journal } = await emulatorOnFailingJournal(t);
    const start = () => service.start({ DurableExecutionName: 'order-7' });
    journal.failNext('ExecutionStarted');
    await refused(start(), ServiceException, 500, full);
    const listed = await service.lambda.listDurableExecutionsByFunction({ FunctionName: 'order' });
    assert.deepEqual(listed.DurableExecutions, []);
    const arn = await start();
    assert.equal((await service.order.next()).arn, arn);
  });

  test('a checkpoint, whose token stays good', async (t) => {
    const { service, journal } = await emulatorOnFailingJournal(t);
    const arn = await service.start();
    const invocation = await service.order.next();
    journal.failNext('WaitStarted');
    const checkpoint = () => invocation.checkpoint(service.lambda, startWait('w', 5));
    await refused(checkpoint(), ServiceException, 500, full);
    assert.deepEqual(await service.eventTypes(arn), ['ExecutionStarted']);
    await checkpoint();
    assert.deepEqual(await service.eventTypes(arn), ['ExecutionStarted', 'WaitStarted']);
  });

  test('an answer to a callback, which stays open', async (t) => {
    const { service, journal } = await emulatorOnFailingJournal(t);
    const { CallbackId } = await service.startCallback();
    journal.failNext('CallbackSucceeded');
    const answer = () => service.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
    await refused(answer(), ServiceException, 500, full);
    await answer();
    assert.equal((await service.shownAgain('c'))?.Status, 'SUCCEEDED');
  });

  test('a stop', async (t) => {
    const { service, journal } = await emulatorOnFailingJournal(t);
    const { arn: DurableExecutionArn } = await service.startCallback();
    journal.failNext('ExecutionStopped');
    const stop = () => service.lambda.stopDurableExecution({ DurableExecutionArn });
    await refused(stop(), ServiceException, 500, full);
    const { Status } = await service.lambda.getDurableExecution({ DurableExecutionArn });
    assert.equal(Status, 'RUNNING');
    await stop();
  });
});

describe('what the emulator does by itself is tried again after a second:', () => {
  test('the start of an invocation', async (t) => {
    const { service, journal, clock, lines, told } = await emulatorOnFailingJournal(t);
    journal.failNext('_InvocationStarted');
    const arn = await service.start();
    await told;
    clock.advance(1000);
    assert.equal((await service.order.next()).arn, arn);
    assert.equal(lines.length, 1);
  });

  test('the end of an invocation', async (t) => {
    const { service, journal, clock, told } = await emulatorOnFailingJournal(t);
    const arn = await service.start();
    journal.failNext('InvocationCompleted');
    (await service.order.next()).succeed('"kept"');
    await told;
    clock.advance(1000);
    await service.ended(arn);
    const { Result } = await service.lambda.getDurableExecution({ DurableExecutionArn: arn });
    assert.equal(Result, '"kept"');
    assert.deepEqual(await service.eventTypes(arn), [
      'ExecutionStarted',
      'InvocationCompleted',
      'ExecutionSucceeded',
    ]);
  });

  test('what a restart takes up, and without keeping the others', async (t) => {
    const directory = temporaryDirectory(t);
    const open = () => openSqliteJournal({ directory, owner: { pid: process.pid } });
    const { order } = await scriptedFunctions(t);
    const functions = [durable('order', order.url)];
    const first = await emulatorOnJournal(t, open(), functions);
    const lambda = lambdaClient(t, first.emulator.url);
    await lambda.invoke(asynchronous);
    const brokenOff = await order.next();
    await first.crash();
    brokenOff.suspend();
    const journal = new FailingJournal(open());
    const { parts, lines } = await emulatorOnJournal(t, journal, functions);
    journal.failNext('InvocationCompleted');
    await parts.executions.recover();
    assert.match(lines.join(), /^execution \S+ cannot be taken up: Error: the disk is full$/);
    assert.equal((await order.next()).arn, brokenOff.arn);
  });

  test('the end of a wait', async (t) => {
    const { service, journal, clock, told } = await emulatorOnFailingJournal(t);
    await service.startSuspended(startWait('w', 5));
    journal.failNext('WaitSucceeded');
    clock.advance(5000);
    await told;
    clock.advance(1000);
    assert.equal((await service.shownAgain('w'))?.Status, 'SUCCEEDED');
  });

  test('the start of a chained execution', async (t) => {
    const { service, journal, clock, child, told } = await emulatorOnFailingJournal(t);
    await service.start();
    const invocation = await service.order.next();
    journal.failNext('ExecutionStarted');
    await invocation.checkpoint(service.lambda, startInvoke('i', 'child:$LATEST'));
    invocation.suspend();
    await told;
    clock.advance(1000);
    (await child.next()).succeed('1');
    assert.equal((await service.shownAgain('i'))?.ChainedInvokeDetails?.Result, '1');
  });

  for (const target of ['child', 'plain'] as const) {
    test(`what the parent is told of the end of a ${target}`, async (t) => {
      const { service, journal, clock, child, told } = await emulatorOnFailingJournal(t);
      const name = target === 'child' ? 'child:$LATEST' : 'plain';
      await service.startSuspended(startInvoke('i', name));
      journal.failNext('ChainedInvokeSucceeded');
      if (target === 'child') (await child.next()).succeed('1');
      else (await service.plain.next()).reply('1');
      await told;
      clock.advance(1000);
      assert.equal((await service.shownAgain('i'))?.ChainedInvokeDetails?.Result, '1');
    });
  }
});

test('the end of the emulator does not wait for what cannot be stored', async (t) => {
  const { service, journal, lines, told } = await emulatorOnFailingJournal(t);
  journal.failNext('_InvocationStarted');
  await service.start();
  await told;
  await service.emulator.close();
  assert.equal(lines.length, 1);
});
