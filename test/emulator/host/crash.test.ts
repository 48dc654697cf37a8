import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openSqliteJournal } from '../../../src/emulator/journal/sqlite-journal.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';
import {
  durable,
  lambdaClient,
  plain,
  ScriptedEmulator,
  scriptedEmulator,
  scriptedFunctions,
} from '../scripted-emulator.ts';
import { startInvoke, startWait, update } from '../updates.ts';
import { emulatorOnJournal } from './emulator-on-journal.ts';

/** An emulator that can crash, and the one that is started after that. */
async function emulatorThatCrashes(t: TestContext) {
  const directory = temporaryDirectory(t);
  const scripted = await scriptedFunctions(t);
  const functions = [durable('order', scripted.order.url), plain('plain', scripted.plain.url)];
  const journal = openSqliteJournal({ directory, owner: { pid: process.pid } });
  const { emulator, clock, crash } = await emulatorOnJournal(t, journal, functions);
  const lambda = lambdaClient(t, emulator.url);
  const first = new ScriptedEmulator({ ...scripted, emulator, lambda, clock });
  const next = () => scriptedEmulator(t, { state: { kind: 'directory', directory }, scripted, clock });
  return { first, crash, next };
}

test('an invocation whose end was not stored is run again, with what it had checkpointed', async (t) => {
  const { first, crash, next } = await emulatorThatCrashes(t);
  const arn = await first.start();
  const invocation = await first.order.next();
  await invocation.checkpoint(first.lambda, update('STEP', 'SUCCEED', 's', { Payload: '1' }));
  await crash();
  invocation.succeed('"nobody hears"');
  const second = await next();
  const again = await second.order.next();
  const step = again.input.InitialExecutionState.Operations.find(({ Id }) => Id === 's');
  assert.equal(step?.StepDetails?.Result, '1');
  again.succeed('"heard"');
  await second.ended(arn);
  assert.deepEqual(await second.eventTypes(arn), [
    'ExecutionStarted',
    'StepSucceeded',
    'InvocationCompleted',
    'InvocationCompleted',
    'ExecutionSucceeded',
  ]);
});

test('an execution that its function had closed is closed, and not run again', async (t) => {
  const { first, crash, next } = await emulatorThatCrashes(t);
  const arn = await first.start();
  const invocation = await first.order.next();
  await invocation.checkpoint(first.lambda, update('EXECUTION', 'SUCCEED', 'end', { Payload: '"large"' }));
  await crash();
  const second = await next();
  const { Status, Result } = await second.lambda.getDurableExecution({ DurableExecutionArn: arn });
  assert.deepEqual([Status, Result], ['SUCCEEDED', '"large"']);
  assert.deepEqual((await second.eventTypes(arn)).slice(1), ['InvocationCompleted', 'ExecutionSucceeded']);
  assert.equal(second.order.untaken, 0);
});

test('what fell due in between happens at once, in one invocation', async (t) => {
  const { first, crash, next } = await emulatorThatCrashes(t);
  const arn = await first.startSuspended(startWait('a', 10), startWait('b', 20), startInvoke('i', 'plain'));
  await first.plain.next();
  await crash();
  first.clock.advance(60_000);
  const second = await next();
  const woken = await second.order.next();
  assert.deepEqual([woken.arn, woken.input.UpdatedOperationIds], [arn, ['a', 'b']]);
  woken.suspend();
  (await second.plain.next()).reply('"again"');
  assert.equal((await second.shownAgain('i'))?.ChainedInvokeDetails?.Result, '"again"');
});

test('executions that were stored are run, one that was not is not there', async (t) => {
  const { first, crash, next } = await emulatorThatCrashes(t);
  await first.start({ DurableExecutionName: 'holds-up-the-others' });
  const running = await first.order.next();
  const stored = await first.start({ DurableExecutionName: 'stored' });
  const lost = first.start({ DurableExecutionName: 'lost' });
  const crashed = crash();
  await assert.rejects(lost);
  await crashed;
  const second = await next();
  const again = await second.order.next();
  again.succeed();
  const other = await second.order.next();
  assert.deepEqual(new Set([again.arn, other.arn]), new Set([running.arn, stored]));
  const listed = await second.lambda.listDurableExecutionsByFunction({ FunctionName: 'order' });
  const names = listed.DurableExecutions?.map(({ DurableExecutionName }) => DurableExecutionName);
  assert.deepEqual(names, ['stored', 'holds-up-the-others']);
});
