import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { DurableSettings } from '../../../src/emulator/functions/functions.ts';
import { scriptedFunction } from '../../scripted-function.ts';
import { temporaryDirectory } from '../../temporary-directory.ts';
import {
  durable,
  type ScriptedEmulator,
  type ScriptedOptions,
  scriptedEmulator,
  scriptedFunctions,
} from '../scripted-emulator.ts';
import { startCallback, startInvoke } from '../updates.ts';

/** An emulator on disk with a durable function `child`, and its successor. */
async function familyOnDisk(t: TestContext, settings: Partial<DurableSettings> = {}) {
  const state = { kind: 'directory', directory: temporaryDirectory(t) } as const;
  const scripted = await scriptedFunctions(t);
  const child = await scriptedFunction(t);
  const also = () => [durable('child', child.url, settings)];
  const first = await scriptedEmulator(t, { state, scripted, also, settings });
  const next = (more: Partial<ScriptedOptions> = {}) =>
    scriptedEmulator(t, { state, scripted, also, settings, clock: first.clock, ...more });
  return { first, next, child };
}

const childrenOf = async ({ lambda }: ScriptedEmulator) =>
  (await lambda.listDurableExecutionsByFunction({ FunctionName: 'child' })).DurableExecutions?.length;

test('a child that ended while the emulator did tells its parent afterwards', async (t) => {
  const { first, next, child } = await familyOnDisk(t);
  const arn = await first.startSuspended(startInvoke('i', 'child:$LATEST'));
  const invocation = await child.next();
  const closed = first.emulator.close(5000);
  invocation.succeed('"just in time"');
  await closed;
  const second = await next();
  const operation = await second.shownAgain('i');
  assert.deepEqual(operation?.ChainedInvokeDetails, { Result: '"just in time"' });
  assert.deepEqual(await second.eventTypes(arn), [
    'ExecutionStarted',
    'ChainedInvokeStarted',
    'InvocationCompleted',
    'ChainedInvokeSucceeded',
  ]);
  assert.deepEqual([await childrenOf(second), child.untaken], [1, 0]);
});

test('a child that sleeps over the restart tells its parent when it ends', async (t) => {
  const { first, next, child } = await familyOnDisk(t);
  await first.startSuspended(startInvoke('i', 'child:$LATEST'));
  const invocation = await child.next();
  const [callback] = await invocation.checkpoint(first.lambda, startCallback('c'));
  invocation.suspend();
  await first.invocationsEnded(invocation.arn, 1);
  await first.emulator.close();
  const second = await next();
  const CallbackId = callback?.CallbackDetails?.CallbackId;
  await second.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
  (await child.next()).succeed('2');
  assert.equal((await second.shownAgain('i'))?.ChainedInvokeDetails?.Result, '2');
  assert.equal(await childrenOf(second), 1);
});

test('a child whose invocation was cut off runs again, and is the same execution', async (t) => {
  const { first, next, child } = await familyOnDisk(t);
  await first.startSuspended(startInvoke('i', 'child:$LATEST'));
  const broken = await child.next();
  await first.emulator.close();
  const second = await next();
  const again = await child.next();
  assert.equal(again.arn, broken.arn);
  again.succeed('3');
  assert.equal((await second.shownAgain('i'))?.ChainedInvokeDetails?.Result, '3');
  assert.equal(await childrenOf(second), 1);
});

test('a plain function that was cut off is called again', async (t) => {
  const { first, next } = await familyOnDisk(t);
  await first.startSuspended(startInvoke('i', 'plain', '4'));
  await first.plain.next();
  await first.emulator.close();
  const second = await next();
  const again = await second.plain.next();
  assert.equal(again.text, '4');
  again.reply('5');
  assert.equal((await second.shownAgain('i'))?.ChainedInvokeDetails?.Result, '5');
});

test('a child whose function is not served for a while still tells its parent in the end', async (t) => {
  const { first, next, child } = await familyOnDisk(t);
  const arn = await first.startSuspended(startInvoke('i', 'child:$LATEST'));
  const invocation = await child.next();
  const [callback] = await invocation.checkpoint(first.lambda, startCallback('c'));
  invocation.suspend();
  await first.invocationsEnded(invocation.arn, 1);
  await first.emulator.close();
  const alone = await next({ also: () => [] });
  const types = await alone.eventTypes(arn);
  assert.deepEqual(types, ['ExecutionStarted', 'ChainedInvokeStarted', 'InvocationCompleted']);
  await alone.emulator.close();
  const together = await next();
  const CallbackId = callback?.CallbackDetails?.CallbackId;
  await together.lambda.sendDurableExecutionCallbackSuccess({ CallbackId });
  (await child.next()).succeed('6');
  assert.equal((await together.shownAgain('i'))?.ChainedInvokeDetails?.Result, '6');
});

test('a child that was forgotten before its parent was told is not run again', async (t) => {
  const week = 7 * 86_400;
  const { first, next, child } = await familyOnDisk(t, { ExecutionTimeout: week, RetentionPeriodInDays: 1 });
  await first.startSuspended(startInvoke('i', 'child:$LATEST'));
  const invocation = await child.next();
  const closed = first.emulator.close(5000);
  invocation.succeed('7');
  await closed;
  await first.clock.advance(2 * 86_400_000);
  const second = await next();
  assert.equal((await second.shownAgain('i'))?.ChainedInvokeDetails?.Result, '7');
  assert.deepEqual([await childrenOf(second), child.untaken], [0, 0]);
});
